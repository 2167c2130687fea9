import { madeTests } from './made-tests';

/**
 * Benjamini-Hochberg q-values: the smallest false discovery rate at which each test is significant.
 *
 * @param pValues 0 to 1, or null for a test that was not run
 * @returns one q-value per p-value, in order, from p to 1; null where the p-value is null. Tests that were not run do
 *   not count
 * @throws InvalidInputError when a p-value is outside 0 to 1
 * @see Benjamini and Hochberg, Controlling the false discovery rate, 1995
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const tests = madeTests(pValues).sort((a, b) => b.p - a.p);

  const qValues = pValues.map((): number | null => null);
  let smallest = 1;
  tests.forEach(({ p, index }, largerOnes) => {
    // The factor is exactly 1 or more, so that rounding never makes q smaller than p.
    smallest = Math.min(smallest, p * (tests.length / (tests.length - largerOnes)));
    qValues[index] = smallest;
  });
  return qValues;
}
