import { madeTests } from './made-tests';

/**
 * Benjamini-Hochberg q-values: the smallest false discovery rate at which each test would be called a discovery.
 *
 * @param pValues 0 to 1, or null for a test that was not made
 * @returns one q-value a p-value, in order, at least as large as it and at most 1; null where the p-value is null.
 *   Tests that were not made do not count
 * @throws InvalidInputError when a p-value is outside 0 to 1
 * @see Benjamini and Hochberg, Controlling the false discovery rate, 1995
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const tests = madeTests(pValues).sort((a, b) => b.p - a.p);

  const qValues = pValues.map((): number | null => null);
  let smallest = 1;
  tests.forEach(({ p, index }, largerOnes) => {
    // The factor is at least 1 exactly, so that rounding never takes q below p.
    smallest = Math.min(smallest, p * (tests.length / (tests.length - largerOnes)));
    qValues[index] = smallest;
  });
  return qValues;
}
