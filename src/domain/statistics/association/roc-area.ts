import { InvalidInputError } from '../../../errors';
import { requireFinite } from '../numeric/require-finite';

/** Pairs of one positive and one negative, and the number that the score ranks correctly (ties count half). */
export type RankedPairs = { readonly rightlyRanked: number; readonly pairs: number };

/**
 * Area under the ROC curve: the probability that a positive has a higher score than a negative, ties counted half.
 *
 * @param scores finite, one per rollout
 * @param isPositive one boolean per rollout
 * @returns 0 to 1; null when there is no positive or no negative
 * @throws InvalidInputError when the lengths differ or a score is not finite
 * @see Mann and Whitney 1947; Hanley and McNeil 1982
 */
export function rocArea(scores: ArrayLike<number>, isPositive: ArrayLike<boolean>): number | null {
  const { rightlyRanked, pairs } = rankPairs(scores, isPositive);
  return pairs === 0 ? null : rightlyRanked / pairs;
}

/**
 * The two counts whose ratio is the area under the ROC curve, so that areas over subsets can be pooled.
 *
 * @returns pairs is 0 when there is no positive or no negative
 * @throws InvalidInputError when the lengths differ or a score is not finite
 */
export function rankPairs(scores: ArrayLike<number>, isPositive: ArrayLike<boolean>): RankedPairs {
  if (scores.length !== isPositive.length) {
    throw new InvalidInputError(`${scores.length} scores were given for ${isPositive.length} outcomes`);
  }
  requireFinite('scores', scores);
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);

  let rightlyRanked = 0;
  let negativesBelow = 0;
  let positives = 0;
  for (let start = 0; start < order.length;) {
    let tiedPositives = 0;
    let end = start;
    for (; end < order.length && scores[order[end]!] === scores[order[start]!]; end += 1) {
      if (isPositive[order[end]!] === true) tiedPositives += 1;
    }
    const tiedNegatives = end - start - tiedPositives;
    rightlyRanked += tiedPositives * (negativesBelow + tiedNegatives / 2);
    positives += tiedPositives;
    negativesBelow += tiedNegatives;
    start = end;
  }
  return { rightlyRanked, pairs: positives * negativesBelow };
}
