/**
 * Each number minus the mean of the others (leave one out).
 *
 * @param values finite
 * @returns in the same order, summing to 0 up to rounding; 0 for a single number, and when all are equal
 */
export function lessMeanOfOthers(values: readonly number[]): number[] {
  const count = values.length;
  if (values.every((value) => value === values[0])) return values.map(() => 0);
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value - (sum - value) / (count - 1));
}
