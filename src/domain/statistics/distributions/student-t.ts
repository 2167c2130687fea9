import { InvalidInputError } from '../../../errors';
import { incompleteBeta } from './incomplete-beta';

const BISECTIONS = 200;

/**
 * Cumulative distribution function of Student's t: the probability of a value of at most t.
 *
 * @param t any number but NaN
 * @param degreesOfFreedom above 0
 * @returns 0 to 1, with a relative error near 1e-12, in the lower tail too
 * @throws InvalidInputError when t is NaN or the degrees of freedom are not a finite number above 0
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  const tails = studentTTails(t, degreesOfFreedom);
  return t < 0 ? tails / 2 : 1 - tails / 2;
}

/**
 * Two-sided p-value of a t statistic: the probability of an absolute value of at least |t|.
 *
 * @returns 0 to 1; 1 at t = 0
 * @throws InvalidInputError as studentTCdf
 * @see Abramowitz and Stegun 26.7.1
 */
export function studentTTails(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) throw new InvalidInputError('t is NaN; expected a number');
  if (!(degreesOfFreedom > 0 && degreesOfFreedom < Infinity)) {
    throw new InvalidInputError(`there are ${degreesOfFreedom} degrees of freedom; expected a finite number above 0`);
  }
  if (!Number.isFinite(t * t)) return 0;
  const sum = degreesOfFreedom + t * t;
  // The smaller of the two shares is computed as a quotient, because 1 minus the other would lose precision.
  return t * t < degreesOfFreedom
    ? 1 - incompleteBeta((t * t) / sum, 0.5, degreesOfFreedom / 2)
    : incompleteBeta(degreesOfFreedom / sum, degreesOfFreedom / 2, 0.5);
}

/**
 * Quantile of Student's t distribution: the t that is not exceeded with the given probability.
 *
 * @param chance above 0 and below 1
 * @throws InvalidInputError when the probability or the degrees of freedom are out of range
 */
export function studentTQuantile(chance: number, degreesOfFreedom: number): number {
  if (!(chance > 0 && chance < 1)) {
    throw new InvalidInputError(`chance is ${chance}; it must lie between 0 and 1, both excluded`);
  }
  if (chance < 0.5) return -studentTQuantile(1 - chance, degreesOfFreedom);
  const tails = 2 * (1 - chance);
  let low = 0;
  let high = 1;
  while (studentTTails(high, degreesOfFreedom) > tails) high *= 2;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentTTails(middle, degreesOfFreedom) > tails) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
