import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { InvalidInputError } from '../errors';

/** A stream of pseudo-random numbers that its seed fixes; each call moves it on. */
export type Random = {
  /** A number in [0, 1), uniform, with 53 random bits. */
  readonly next: () => number;
  /** A whole number from `min` to `max`, both included, uniform. @throws InvalidInputError when they are not whole or min > max */
  readonly integer: (min: number, max: number) => number;
};

const MAX_STREAMS = 1000;

/**
 * The one source of random numbers: the same seed gives the same numbers on every machine.
 *
 * @param seed a whole number; only its lower 32 bits count
 * @param stream which of the seed's streams, 0 to 999: one for each purpose, so that drawing more for one does not change
 *   another; two streams lie 2^64 numbers apart
 * @throws InvalidInputError when the seed is not a safe whole number or the stream is out of range
 * @see xoroshiro128+, Blackman and Vigna, arXiv 1805.01407, as the package pure-rand implements it. Its first numbers after
 *   seeding follow the seed (seeds 1 and 2 would begin alike), so the first stream already starts one jump later
 */
export function createRandom(seed: number, stream = 0): Random {
  if (!Number.isSafeInteger(seed)) throw new InvalidInputError(`the seed is ${seed}; expected a whole number`);
  if (!Number.isInteger(stream) || stream < 0 || stream >= MAX_STREAMS) {
    throw new InvalidInputError(`the random stream is ${stream}; expected a whole number from 0 to ${MAX_STREAMS - 1}`);
  }
  const generator = xoroshiro128plus(seed);
  for (let jumps = 0; jumps <= stream; jumps += 1) generator.jump();
  return {
    next: () => uniformFloat64(generator),
    integer: (min, max) => {
      const isRange = Number.isSafeInteger(min) && Number.isSafeInteger(max) && min <= max;
      if (!isRange) throw new InvalidInputError(`the range ${min} to ${max} holds no whole numbers to draw from`);
      return uniformInt(generator, min, max);
    },
  };
}
