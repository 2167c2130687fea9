import type { EstimatorSettings } from './estimator-settings';
import { normalizeGroup } from './normalize-group';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';
import { spreadOverTurns } from './spread-over-turns';

/**
 * GRPO: every turn gets the outcome, normalized within its group. Turn rewards are ignored.
 *
 * @returns `A_{i,k} = GN(o)_i`; all 0 when the outcomes are equal or the group has one rollout
 * @see DeepSeekMath, arXiv 2402.03300, section 4.1.2
 */
export function grpo(group: RewardedGroup, settings: EstimatorSettings): GroupAdvantages {
  return spreadOverTurns(group, outcomeAdvantages(group, settings));
}

/** `A^O`: the outcome of each rollout, normalized within its group. */
export function outcomeAdvantages(group: RewardedGroup, settings: EstimatorSettings): number[] {
  return normalizeGroup(
    group.map(({ outcome }) => outcome),
    settings,
  );
}
