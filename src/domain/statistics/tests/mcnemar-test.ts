import { InvalidInputError } from '../../../errors';
import { incompleteBeta } from '../distributions/incomplete-beta';
import { logBeta } from '../distributions/log-gamma';

/** McNemar's test of discordant pairs: one member passed and the other did not. */
export type McNemarTest = {
  readonly onlyFirstPasses: number;
  readonly onlySecondPasses: number;
  /** Two-sided exact binomial p-value, 0 to 1. */
  readonly exactP: number;
  /** Mid-p value, which counts the observed result half: less conservative, closer to the nominal level. 0 to 1. */
  readonly midP: number;
};

/**
 * Tests whether passing is equally likely on both sides of pairs, using the discordant pairs. Pairs must be
 * independent: several pairs of one task are independent only when the two sides differ equally on every task.
 *
 * @param onlyFirstPasses pairs of which only the first passed
 * @param onlySecondPasses pairs of which only the second passed
 * @returns both p-values are 1 when no pair is discordant
 * @throws InvalidInputError when a count is not an integer of at least 0
 * @see McNemar 1947; Fagerland, Lydersen and Laake, The McNemar test for binary matched-pairs data, 2013 (mid-p)
 */
export function mcnemarTest(onlyFirstPasses: number, onlySecondPasses: number): McNemarTest {
  for (const count of [onlyFirstPasses, onlySecondPasses]) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new InvalidInputError(`the number of discordant pairs is ${count}; it must be an integer of at least 0`);
    }
  }
  const fewer = Math.min(onlyFirstPasses, onlySecondPasses);
  const pairs = onlyFirstPasses + onlySecondPasses;
  if (2 * fewer === pairs) {
    const observed = pairs === 0 ? 1 : Math.exp(logChance(fewer, pairs));
    return { onlyFirstPasses, onlySecondPasses, exactP: 1, midP: pairs === 0 ? 1 : 1 - observed / 2 };
  }
  // Probability of at most `fewer` heads in fair coin tosses, as an incomplete beta function.
  const oneTail = incompleteBeta(0.5, pairs - fewer, fewer + 1);
  const exactP = Math.min(1, 2 * oneTail);
  const midP = Math.max(0, 2 * oneTail - Math.exp(logChance(fewer, pairs)));
  return { onlyFirstPasses, onlySecondPasses, exactP, midP };
}

/** Logarithm of the probability of this number of heads in fair coin tosses. */
function logChance(heads: number, tosses: number): number {
  return -Math.log(tosses + 1) - logBeta(heads + 1, tosses - heads + 1) - tosses * Math.LN2;
}
