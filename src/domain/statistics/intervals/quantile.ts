import { InvalidInputError } from '../../../errors';
import { requireFinite } from '../numeric/require-finite';

/**
 * Quantile with linear interpolation between the two neighbouring members.
 *
 * @param values finite, in any order
 * @param share 0 (the smallest) to 1 (the largest)
 * @returns null when the list is empty
 * @throws InvalidInputError when a value is not finite or the share is outside 0 to 1
 * @see Hyndman and Fan 1996, type 7: the default of NumPy and R
 */
export function quantile(values: ArrayLike<number>, share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new InvalidInputError(`quantile share is ${share}; it must lie in 0 to 1`);
  requireFinite('values', values);
  if (values.length === 0) return null;
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}

/**
 * The same for numbers that are already sorted.
 *
 * @param sorted finite, ascending, at least 1
 * @param share 0 to 1
 */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const weight = position - below;
  return weight === 0 ? low : low * (1 - weight) + high * weight;
}
