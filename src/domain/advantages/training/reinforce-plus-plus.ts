import { lessGroupMean } from '../dr-grpo';
import { spreadOverTurns } from '../spread-over-turns';
import type { EstimatedAdvantages, TrainingGroup } from './training-rollout';
import { meanOf } from '../../statistics/numeric/mean';

/** Added to the variance when whitening, as in verl. */
const VARIANCE_FLOOR = 1e-8;

/**
 * REINFORCE++ with baseline: the outcome minus the group mean, whitened over the rollouts of the batch.
 *
 * @returns one value for all turns of a rollout; all 0 when every group's outcomes are equal. Sample variance
 * @see arXiv 2501.03262. Its released code whitens over tokens, which gives long rollouts more weight; this whitens
 *   over rollouts
 */
export function reinforcePlusPlus(groups: readonly TrainingGroup[]): EstimatedAdvantages {
  const centred = groups.map((group) => lessGroupMean(group.map(({ outcome }) => outcome)));
  const all = centred.flat();
  const isFlat = all.every((value) => value === all[0]);
  const mean = isFlat ? 0 : meanOf(all);
  const variance = isFlat ? 0 : all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1);
  const whitened = centred.map((group) => group.map((value) => (value - mean) / Math.sqrt(variance + VARIANCE_FLOOR)));
  return { advantages: groups.map((group, g) => spreadOverTurns(group, whitened[g]!)), valueTargets: null };
}
