import { longestRollout } from './alive-rollouts';
import { lessMeanOfOthers } from './less-mean-of-others';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';

/**
 * Padded MT-GRPO: a rollout that has ended is padded with rewards of 0, so that the baseline of a turn does not depend
 * on the choice to continue. Leave-one-out and not divided by a standard deviation, so it is unbiased.
 *
 * @returns `A_{i,k} = sum_{l=k..T-1} (r_{i,l} - mean of the others' r_{.,l}) + (o_i - mean of the others' o)`, with
 *   `r_{i,l} = 0` after the end of rollout i, and T the number of turns of the group's longest rollout; 0 for a group
 *   of one
 * @see specs/calibration.md section 5 (ours), "Stopping bias"
 */
export function mtGrpoPadded(group: RewardedGroup): GroupAdvantages {
  const outcomes = lessMeanOfOthers(group.map(({ outcome }) => outcome));
  return paddedTurnAdvantages(group).map((turns, i) => turns.map((advantage) => advantage + outcomes[i]!));
}

/** The part of the padded advantage that comes from turn rewards. */
export function paddedTurnAdvantages(group: RewardedGroup): GroupAdvantages {
  const advantages = group.map(({ turnRewards }) => new Float64Array(turnRewards.length));
  const sums = group.map(() => 0);
  for (let turn = longestRollout(group) - 1; turn >= 0; turn -= 1) {
    const rewards = group.map(({ turnRewards }) => turnRewards[turn] ?? 0);
    lessMeanOfOthers(rewards).forEach((advantage, i) => {
      sums[i]! += advantage;
      if (turn < advantages[i]!.length) advantages[i]![turn] = sums[i]!;
    });
  }
  return advantages;
}
