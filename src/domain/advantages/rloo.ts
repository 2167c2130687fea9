import type { GroupAdvantages, RewardedGroup } from './rewarded-group';
import { lessMeanOfOthers } from './less-mean-of-others';
import { spreadOverTurns } from './spread-over-turns';

/**
 * RLOO: the outcome less the mean of the other rollouts of the group, a baseline that does not contain the rollout itself.
 *
 * @returns `A_{i,k} = o_i - mean of the others' o`; 0 for a group of one
 * @see Back to Basics, arXiv 2402.14740, section 2.2
 */
export function rloo(group: RewardedGroup): GroupAdvantages {
  return spreadOverTurns(group, lessMeanOfOthers(group.map(({ outcome }) => outcome)));
}
