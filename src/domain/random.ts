import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { InvalidInputError } from '../errors';

/** A stream of pseudo-random numbers, determined by its seed; each call advances it. */
export type Random = {
  /** A number in [0, 1), uniform, with 53 random bits. */
  readonly next: () => number;
  /**
   * A uniform integer from `min` to `max`, inclusive. @throws InvalidInputError when they are not integers or min > max
   */
  readonly integer: (min: number, max: number) => number;
};

const MAX_STREAMS = 1000;

/**
 * The only source of random numbers: the same seed gives the same numbers on every machine.
 *
 * @param seed an integer; only its lower 32 bits are used
 * @param stream which stream of the seed, 0 to 999: one per purpose, so that drawing more for one does not change
 *   another; streams are 2^64 numbers apart
 * @throws InvalidInputError when the seed is not a safe integer or the stream is out of range
 * @see xoroshiro128+, Blackman and Vigna, arXiv 1805.01407, as the package pure-rand implements it. Its first numbers
 *   after seeding correlate with the seed (seeds 1 and 2 would begin alike), so stream 0 already starts one jump later
 */
export function createRandom(seed: number, stream = 0): Random {
  if (!Number.isSafeInteger(seed)) throw new InvalidInputError(`seed is ${seed}; it must be an integer`);
  if (!Number.isInteger(stream) || stream < 0 || stream >= MAX_STREAMS) {
    throw new InvalidInputError(`random stream is ${stream}; it must be an integer from 0 to ${MAX_STREAMS - 1}`);
  }
  const generator = xoroshiro128plus(seed);
  for (let jumps = 0; jumps <= stream; jumps += 1) generator.jump();
  return {
    next: () => uniformFloat64(generator),
    integer: (min, max) => {
      const isRange = Number.isSafeInteger(min) && Number.isSafeInteger(max) && min <= max;
      if (!isRange) throw new InvalidInputError(`the range ${min} to ${max} is not a range of integers`);
      return uniformInt(generator, min, max);
    },
  };
}
