import { InvalidInputError } from '../../../errors';
import { incompleteBeta } from '../distributions/incomplete-beta';
import { logBeta } from '../distributions/log-gamma';

/** McNemar's test of pairs of which one member passed and the other did not. */
export type McNemarTest = {
  readonly onlyFirstPasses: number;
  readonly onlySecondPasses: number;
  /** Two-sided exact binomial p-value, 0 to 1. */
  readonly exactP: number;
  /** The same with half the weight of what was observed: less strict, closer to its level. 0 to 1. */
  readonly midP: number;
};

/**
 * Whether passing is as likely on both sides of pairs, from the pairs that differ. The pairs must be independent of one
 * another: several pairs of one task are so only when the two sides differ by the same on every task.
 *
 * @param onlyFirstPasses pairs of which only the first passed
 * @param onlySecondPasses pairs of which only the second passed
 * @returns both p-values 1 when no pair differs
 * @throws InvalidInputError when a count is no whole number of at least 0
 * @see McNemar 1947; Fagerland, Lydersen and Laake, The McNemar test for binary matched-pairs data, 2013 (mid-p)
 */
export function mcnemarTest(onlyFirstPasses: number, onlySecondPasses: number): McNemarTest {
  for (const count of [onlyFirstPasses, onlySecondPasses]) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new InvalidInputError(`the number of pairs that differ is ${count}; expected a whole number of at least 0`);
    }
  }
  const fewer = Math.min(onlyFirstPasses, onlySecondPasses);
  const pairs = onlyFirstPasses + onlySecondPasses;
  if (2 * fewer === pairs) {
    const observed = pairs === 0 ? 1 : Math.exp(logChance(fewer, pairs));
    return { onlyFirstPasses, onlySecondPasses, exactP: 1, midP: pairs === 0 ? 1 : 1 - observed / 2 };
  }
  // The chance of at most `fewer` heads in fair tosses, as an incomplete beta function.
  const oneTail = incompleteBeta(0.5, pairs - fewer, fewer + 1);
  const exactP = Math.min(1, 2 * oneTail);
  const midP = Math.max(0, 2 * oneTail - Math.exp(logChance(fewer, pairs)));
  return { onlyFirstPasses, onlySecondPasses, exactP, midP };
}

/** Logarithm of the chance of so many heads in fair tosses. */
function logChance(heads: number, tosses: number): number {
  return -Math.log(tosses + 1) - logBeta(heads + 1, tosses - heads + 1) - tosses * Math.LN2;
}
