import { aliveAt, longestRollout } from './alive-rollouts';
import { lessMeanOfOthers } from './less-mean-of-others';
import { paddedTurnAdvantages } from './mt-grpo-padded';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';

/**
 * Stopping bias: how much a baseline over the rollouts that are still running favours stopping. When the policy decides
 * how long a rollout lasts, such a baseline depends on the choice to continue, which cancels part of the effect of turn
 * rewards on that choice.
 *
 * @param groups groups of one rollout have no baseline and are skipped
 * @returns with D = padded minus alive-only advantage (both leave-one-out, undivided, turn rewards only): the mean of D
 *   over turns that are not the last of their rollout, minus its mean over last turns. Above 0 when continuing pays and
 *   the alive-only baseline hides it; null when either kind of turn is missing
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
 * Sum of the turn rewards to the end, each minus the mean over the other rollouts that reach the turn; 0 where there is
 * no other.
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
