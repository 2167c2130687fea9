import { InvalidInputError } from '../../../errors';

/** Beyond this many standard deviations a continued fraction of the tail is used, otherwise a series. */
const TAIL = 3;
const FRACTION_STEPS = 200;
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Probability that a standard normal variable is at most z.
 *
 * @param z any number but NaN
 * @returns 0 to 1, with a relative error near 1e-13, in the lower tail too
 * @throws InvalidInputError when z is NaN
 * @see Abramowitz and Stegun 26.2.11 (series) and 26.2.14 (continued fraction of the tail)
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) throw new InvalidInputError('z is NaN; expected a number');
  if (z <= -TAIL) return upperTail(-z);
  if (z >= TAIL) return 1 - upperTail(z);
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + sum * density(z);
}

function upperTail(z: number): number {
  if (z === Infinity) return 0;
  let fraction = z;
  for (let step = FRACTION_STEPS; step >= 1; step -= 1) fraction = z + step / fraction;
  return density(z) / fraction;
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / SQRT_TWO_PI;
}
