import { InvalidInputError } from '../../../errors';
import type { Bounds } from '../intervals/bounds';
import { requireFinite } from '../numeric/require-finite';
import { studentTQuantile, studentTTails } from '../distributions/student-t';
import { sumCarefully } from '../numeric/sum-carefully';

/** Result of a t-test of the mean of differences. Null means undefined, never 0. */
export type PairedTTest = {
  /** Null without differences. */
  readonly meanDifference: number | null;
  /** Standard error of the mean; null with fewer than 2 differences. */
  readonly standardError: number | null;
  /** Null when the standard error is 0 or undefined. */
  readonly t: number | null;
  readonly degreesOfFreedom: number | null;
  /** Two-sided p-value; null when t is null. */
  readonly p: number | null;
  /** Null when the standard error is null; of width 0 when all differences are equal. */
  readonly interval: Bounds | null;
};

/**
 * Tests whether the mean of differences between pairs is 0, with the interval of the mean.
 *
 * @param differences second minus first of each pair, finite; pairs must be independent
 * @param confidence of the interval, above 0 and below 1
 * @throws InvalidInputError when a difference is not finite or the confidence is out of range
 * @see Student, The probable error of a mean, 1908
 */
export function pairedTTest(differences: ArrayLike<number>, confidence: number): PairedTTest {
  requireFinite('differences', differences);
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidInputError(`confidence is ${confidence}; it must lie between 0 and 1, both excluded`);
  }
  const values = Float64Array.from(differences);
  const count = values.length;
  const undefinedTest = { standardError: null, t: null, degreesOfFreedom: null, p: null, interval: null };
  if (count === 0) return { meanDifference: null, ...undefinedTest };
  const isConstant = values.every((value) => value === values[0]);
  const mean = isConstant ? values[0]! : sumCarefully(values) / count;
  if (count === 1) return { meanDifference: mean, ...undefinedTest };

  const variance = isConstant ? 0 : sumCarefully(values.map((value) => (value - mean) ** 2)) / (count - 1);
  const standardError = Math.sqrt(variance / count);
  const degreesOfFreedom = count - 1;
  const t = standardError === 0 ? null : mean / standardError;
  const reach = standardError * studentTQuantile(0.5 + confidence / 2, degreesOfFreedom);
  return {
    meanDifference: mean,
    standardError,
    t,
    degreesOfFreedom,
    p: t === null ? null : studentTTails(t, degreesOfFreedom),
    interval: { low: mean - reach, high: mean + reach },
  };
}
