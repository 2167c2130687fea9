import { aliveAt, longestRollout } from './alive-rollouts';
import type { EstimatorSettings } from './estimator-settings';
import { outcomeAdvantages } from './grpo';
import { normalizeGroup } from './normalize-group';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';

/**
 * MT-GRPO: the rewards of each turn are normalized over the rollouts that reach it, then summed from the turn to the
 * end, plus the outcome's advantage. (Normalizes, then sums; GTPO sums, then normalizes.)
 *
 * @returns `A_{i,k} = sum_{l=k..K_i-1} GN(r_{.,l})_i + GN(o)_i`; a turn that only one rollout reaches adds 0
 * @see arXiv 2505.11821, and arXiv 2604.02869, section 3.2
 */
export function mtGrpo(group: RewardedGroup, settings: EstimatorSettings): GroupAdvantages {
  const outcomes = outcomeAdvantages(group, settings);
  const advantages = group.map(({ turnRewards }) => new Float64Array(turnRewards.length));
  const sums = group.map(() => 0);
  for (let turn = longestRollout(group) - 1; turn >= 0; turn -= 1) {
    const alive = aliveAt(group, turn);
    const rewards = alive.map((i) => group[i]!.turnRewards[turn]!);
    normalizeGroup(rewards, settings).forEach((normalized, rank) => {
      const i = alive[rank]!;
      sums[i]! += normalized;
      advantages[i]![turn] = sums[i]! + outcomes[i]!;
    });
  }
  return advantages;
}
