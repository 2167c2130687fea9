import { aliveAt, longestRollout } from './alive-rollouts';
import type { EstimatorSettings } from './estimator-settings';
import { normalizeGroup } from './normalize-group';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';

/**
 * GTPO: the discounted return from each turn to the end, including the outcome, normalized over the rollouts that reach
 * the turn. (Sums, then normalizes; MT-GRPO normalizes, then sums.)
 *
 * @returns `A_{i,k} = GN( sum_{l=k..K_i-1} gamma^(l-k) r_{i,l} + gamma^(K_i-k) o_i )`; 0 at a turn that only one rollout has
 * @see arXiv 2511.14846; gamma 0.9
 */
export function gtpo(group: RewardedGroup, settings: EstimatorSettings): GroupAdvantages {
  const returns = group.map(({ turnRewards, outcome }) => {
    const fromTurn = new Float64Array(turnRewards.length);
    let later = outcome;
    for (let turn = turnRewards.length - 1; turn >= 0; turn -= 1) {
      later = turnRewards[turn]! + settings.gamma * later;
      fromTurn[turn] = later;
    }
    return fromTurn;
  });

  const advantages = group.map(({ turnRewards }) => new Float64Array(turnRewards.length));
  for (let turn = 0; turn < longestRollout(group); turn += 1) {
    const alive = aliveAt(group, turn);
    const returnsHere = alive.map((i) => returns[i]![turn]!);
    normalizeGroup(returnsHere, settings).forEach((normalized, rank) => {
      advantages[alive[rank]!]![turn] = normalized;
    });
  }
  return advantages;
}
