import type { EstimatorSettings } from './estimator-settings';
import { outcomeAdvantages } from './grpo';
import { normalizeGroup } from './normalize-group';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';
import { spreadOverTurns } from './spread-over-turns';

/**
 * GDPO with two rewards, the sum of the turn rewards and the outcome: each is normalized within its group, so that
 * neither dominates; the two are added with weights 1 and 1, and the sum is normalized over the whole batch.
 *
 * @param groups all rollouts of the audit or update
 * @returns one value for all turns of a rollout; all 0 when every group's rewards are equal
 * @see arXiv 2601.05242
 */
export function gdpo(groups: readonly RewardedGroup[], settings: EstimatorSettings): GroupAdvantages[] {
  const sums = groups.flatMap((group) => {
    const turnSums = group.map(({ turnRewards }) => turnRewards.reduce((sum, reward) => sum + reward, 0));
    const outcomes = outcomeAdvantages(group, settings);
    return normalizeGroup(turnSums, settings).map((advantage, i) => advantage + outcomes[i]!);
  });
  const normalized = normalizeGroup(sums, settings);
  let start = 0;
  return groups.map((group) => {
    const advantages = normalized.slice(start, start + group.length);
    start += group.length;
    return spreadOverTurns(group, advantages);
  });
}
