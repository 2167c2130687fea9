import type { EstimatorSettings } from './estimator-settings';
import { meanOf } from '../statistics/numeric/mean';

/**
 * GN: each number minus the group mean, divided by the group standard deviation plus epsilon.
 *
 * @param values one finite number per member of the group
 * @returns unitless, in the same order, summing to 0 up to rounding; all 0 when the values are equal (a group of one
 *   included), because such a group carries no signal
 * @see DeepSeekMath, arXiv 2402.03300, section 4.1.2. SAMPLE divides by n - 1, as verl does: the paper does not say which
 */
export function normalizeGroup(
  values: readonly number[],
  { epsilon, standardDeviation }: Pick<EstimatorSettings, 'epsilon' | 'standardDeviation'>,
): number[] {
  if (values.every((value) => value === values[0])) return values.map(() => 0);
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const divisor = standardDeviation === 'SAMPLE' ? values.length - 1 : values.length;
  const scale = Math.sqrt(squares / divisor) + epsilon;
  return values.map((value) => (value - mean) / scale);
}
