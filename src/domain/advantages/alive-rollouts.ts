import type { RewardedGroup } from './rewarded-group';

/** T, the number of turns of the group's longest rollout; 0 for a group without turns. */
export function longestRollout(group: RewardedGroup): number {
  return group.reduce((most, { turnRewards }) => Math.max(most, turnRewards.length), 0);
}

/** Indexes of the rollouts that have a turn with this index (from 0), ascending. */
export function aliveAt(group: RewardedGroup, turnIndex: number): number[] {
  const alive: number[] = [];
  group.forEach(({ turnRewards }, i) => {
    if (turnRewards.length > turnIndex) alive.push(i);
  });
  return alive;
}
