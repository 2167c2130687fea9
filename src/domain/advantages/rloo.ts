import type { GroupAdvantages, RewardedGroup } from './rewarded-group';
import { lessMeanOfOthers } from './less-mean-of-others';
import { spreadOverTurns } from './spread-over-turns';

/**
 * RLOO: the outcome minus the mean outcome of the other rollouts in the group, so the baseline does not depend on the
 * rollout itself.
 *
 * @returns `A_{i,k} = o_i - mean of the others' o`; 0 for a group of one
 * @see Back to Basics, arXiv 2402.14740, section 2.2
 */
export function rloo(group: RewardedGroup): GroupAdvantages {
  return spreadOverTurns(group, lessMeanOfOthers(group.map(({ outcome }) => outcome)));
}
