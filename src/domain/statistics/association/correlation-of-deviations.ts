import { sumOfProducts } from '../numeric/sum-carefully';

/**
 * Correlation of two lists whose mean is 0 already.
 *
 * @param x deviations of a size near 1 (see `centerAndScale`)
 * @param y as many
 * @returns -1 to 1; null when either list is all 0
 */
export function correlationOfDeviations(x: Float64Array, y: Float64Array): number | null {
  return correlationOfSums(sumOfProducts(x, y), sumOfProducts(x, x), sumOfProducts(y, y));
}

/**
 * Correlation from sums of squares and products of deviations.
 *
 * @param products sum of the products, as large as the squares allow
 * @param squaresX sum of squares of a size near 1: 0, or large enough that the product of both does not vanish
 * @param squaresY the same of the other list
 * @returns -1 to 1 (rounding beyond is cut off); null when either sum of squares is 0
 */
export function correlationOfSums(products: number, squaresX: number, squaresY: number): number | null {
  if (squaresX <= 0 || squaresY <= 0) return null;
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresX * squaresY)));
}
