import { madeTests } from './made-tests';

/**
 * Holm's correction of p-values for several comparisons: the probability of any false discovery stays below the level,
 * whatever their dependence.
 *
 * @param pValues 0 to 1, or null for a test that was not run
 * @returns one corrected p-value each, in order, from p to 1; null where the p-value is null. Tests that were not run
 *   do not count
 * @throws InvalidInputError when a p-value is outside 0 to 1
 * @see Holm, A simple sequentially rejective multiple test procedure, 1979
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const tests = madeTests(pValues).sort((a, b) => a.p - b.p);

  const corrected = pValues.map((): number | null => null);
  let largest = 0;
  tests.forEach(({ p, index }, smallerOnes) => {
    largest = Math.max(largest, Math.min(1, p * (tests.length - smallerOnes)));
    corrected[index] = largest;
  });
  return corrected;
}
