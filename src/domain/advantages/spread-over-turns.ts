import type { GroupAdvantages, RewardedGroup } from './rewarded-group';

/**
 * Gives every turn of a rollout the same advantage.
 *
 * @param group G rollouts
 * @param advantages one number per rollout
 * @returns one array per rollout, one entry per turn
 */
export function spreadOverTurns(group: RewardedGroup, advantages: readonly number[]): GroupAdvantages {
  return group.map(({ turnRewards }, i) => new Float64Array(turnRewards.length).fill(advantages[i]!));
}
