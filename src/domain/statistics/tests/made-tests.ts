import { InvalidInputError } from '../../../errors';

/** A p-value and its place among all that were given. */
export type MadeTest = { readonly p: number; readonly index: number };

/**
 * The tests that were made, in order.
 *
 * @param pValues 0 to 1, or null for a test that was not made
 * @throws InvalidInputError when a p-value is outside 0 to 1
 */
export function madeTests(pValues: readonly (number | null)[]): MadeTest[] {
  return pValues.flatMap((p, index) => {
    if (p === null) return [];
    if (!(p >= 0 && p <= 1)) throw new InvalidInputError(`p-value ${index} is ${p}; it must lie in 0 to 1`);
    return [{ p, index }];
  });
}
