import { sumOfProducts } from '../numeric/sum-carefully';

/**
 * Correlation of two lists that already have mean 0.
 *
 * @param x deviations near 1 in size (see `centerAndScale`)
 * @param y same length as x
 * @returns -1 to 1; null when either list is all 0
 */
export function correlationOfDeviations(x: Float64Array, y: Float64Array): number | null {
  return correlationOfSums(sumOfProducts(x, y), sumOfProducts(x, x), sumOfProducts(y, y));
}

/**
 * Correlation from sums of squares and products of deviations.
 *
 * @param products sum of the products, within the bound set by the squares
 * @param squaresX sum of squares near 1: 0, or large enough that the product of both does not underflow
 * @param squaresY the same for the other list
 * @returns -1 to 1 (rounding error beyond is clipped); null when either sum of squares is 0
 */
export function correlationOfSums(products: number, squaresX: number, squaresY: number): number | null {
  if (squaresX <= 0 || squaresY <= 0) return null;
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
}
