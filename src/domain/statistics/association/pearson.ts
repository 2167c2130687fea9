import { InvalidInputError } from '../../../errors';
import { centerAndScale } from './center';
import { correlationOfDeviations } from './correlation-of-deviations';
import { requireFinite } from '../numeric/require-finite';

/**
 * Pearson correlation of two lists of numbers.
 *
 * @param x finite numbers, any scale
 * @param y same length as x
 * @returns -1 to 1; null when either list is constant or has fewer than 2 members, because it is then undefined, not 0
 * @throws InvalidInputError when the lengths differ or a number is not finite
 * @see Population moments; the divisor cancels. Two passes, with compensated sums
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  if (x.length !== y.length) {
    throw new InvalidInputError(`a correlation needs two lists of equal length; they have ${x.length} and ${y.length}`);
  }
  requireFinite('x', x);
  requireFinite('y', y);
  const centeredX = centerAndScale(x);
  const centeredY = centerAndScale(y);
  if (centeredX.isConstant || centeredY.isConstant) return null;
  return correlationOfDeviations(centeredX.deviations, centeredY.deviations);
}
