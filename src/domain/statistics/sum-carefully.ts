/**
 * Sum with a running compensation, so that many small numbers are not lost beside a large one.
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
