import { aliveAt, longestRollout } from './alive-rollouts';
import { lessMeanOfOthers } from './less-mean-of-others';
import { paddedTurnAdvantages } from './mt-grpo-padded';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';

/**
 * How much a baseline over the rollouts still alive favours stopping. When the policy decides how long a rollout lasts,
 * such a baseline depends on the choice to go on, and part of the turn rewards' effect on that choice cancels.
 *
 * @param groups groups of one rollout have no baseline and are left out
 * @returns with D = padded less alive-only advantage (both leave-one-out, not divided, turn rewards only): the mean of D
 *   over turns that are not their rollout's last, less the mean over last turns. Above 0 when going on pays and the
 *   alive-only baseline hides it; null when there are no turns of one of the two sorts
 * @see specs/calibration.md section 5; reported as issue 7244 of verl
 */
export function estimateStoppingBias(groups: readonly RewardedGroup[]): number | null {
  const last = { sum: 0, turns: 0 };
  const earlier = { sum: 0, turns: 0 };
  for (const group of groups) {
    if (group.length < 2) continue;
    const padded = paddedTurnAdvantages(group);
    aliveTurnAdvantages(group).forEach((alive, i) => {
      alive.forEach((advantage, turn) => {
        const side = turn === alive.length - 1 ? last : earlier;
        side.sum += padded[i]![turn]! - advantage;
        side.turns += 1;
      });
    });
  }
  return last.turns === 0 || earlier.turns === 0 ? null : earlier.sum / earlier.turns - last.sum / last.turns;
}

/**
 * Turn rewards to the end, each less the mean of the other rollouts that have such a turn; 0 for the only one.
 *
 * @returns `A_{i,k} = sum_{l=k..K_i-1} (r_{i,l} - mean over others alive at l of r_{.,l})`
 */
export function aliveTurnAdvantages(group: RewardedGroup): GroupAdvantages {
  const advantages = group.map(({ turnRewards }) => new Float64Array(turnRewards.length));
  const sums = group.map(() => 0);
  for (let turn = longestRollout(group) - 1; turn >= 0; turn -= 1) {
    const alive = aliveAt(group, turn);
    const rewards = alive.map((i) => group[i]!.turnRewards[turn]!);
    lessMeanOfOthers(rewards).forEach((advantage, rank) => {
      const i = alive[rank]!;
      sums[i]! += advantage;
      advantages[i]![turn] = sums[i]!;
    });
  }
  return advantages;
}
