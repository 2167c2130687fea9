/**
 * Compensated sum, so that many small numbers are not lost beside a large one.
 *
 * @param values finite numbers whose exact sum is below 1.8e308; length 0 gives 0
 * @returns the sum, exact to about one rounding of the result
 * @see Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974
 */
export function sumCarefully(values: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/**
 * Sum of the products of two lists, with the same compensation (of the additions, not of the products).
 *
 * @param x finite numbers near 1 in size
 * @param y at least as long as x
 */
export function sumOfProducts(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < x.length; i += 1) {
    const product = x[i]! * y[i]!;
    const next = sum + product;
    lost += Math.abs(sum) >= Math.abs(product) ? sum - next + product : product - next + sum;
    sum = next;
  }
  return sum + lost;
}
