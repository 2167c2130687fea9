import type { EstimatorSettings } from './estimator-settings';
import { outcomeAdvantages } from './grpo';
import { gtpo } from './gtpo';
import type { GroupAdvantages, RewardedGroup } from './rewarded-group';

/**
 * Hybrid: GTPO plus lambda times the outcome's advantage, which the discount would otherwise shrink in long rollouts.
 *
 * @returns `A_{i,k} = GTPO_{i,k} + lambda * GN(o)_i`
 * @see arXiv 2604.02869, Eq. 2; gamma 0.9, lambda 0.3
 */
export function hybrid(group: RewardedGroup, settings: EstimatorSettings): GroupAdvantages {
  const outcomes = outcomeAdvantages(group, settings);
  return gtpo(group, settings).map((turns, i) => turns.map((advantage) => advantage + settings.lambda * outcomes[i]!));
}
