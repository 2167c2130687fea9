import { requireKept } from './require-kept';
import type { TrainingEstimatorSettings } from './training-estimator-settings';
import type { EstimatedAdvantages, TrainingGroup, TrainingRollout } from './training-rollout';
import { meanOf } from '../../statistics/numeric/mean';

/** Added to the variance that whitens, as verl does. */
const VARIANCE_FLOOR = 1e-8;

/**
 * TURN_PPO: generalised advantage estimation with a turn as the step. The outcome is added to the last turn's reward;
 * gamma counts per turn. Advantages are whitened over all turns of the batch, value targets are not.
 *
 * @returns `delta_k = r_k + gamma V_{k+1} - V_k`, `A_k = delta_k + gamma lambda A_{k+1}`, whitened (sample variance; all 0
 *   when they are equal); targets `A_k + V_k` from the unwhitened ones
 * @throws InvalidInputError when a rollout has no critic's values
 * @see arXiv 2512.17008, as AgileRL implements it, with rewards kept once per turn. V_K, the value of the state after the
 *   last turn, is the rollout's `finalValue`: 0 at a true end, and 0 in our trainer after the turn limit too, see `assessGroups`
 */
export function turnPpo(groups: readonly TrainingGroup[], settings: TrainingEstimatorSettings): EstimatedAdvantages {
  const raw = groups.map((group) => group.map((rollout) => generalizedAdvantages(rollout, settings)));
  const valueTargets = groups.map((group, g) =>
    group.map(({ values }, i) => raw[g]![i]!.map((advantage, turn) => advantage + values![turn]!)),
  );
  const { mean, scale } = whitening(raw.flat().flatMap((advantages) => [...advantages]));
  const advantages = raw.map((group) => group.map((rollout) => rollout.map((value) => (value - mean) * scale)));
  return { advantages, valueTargets };
}

/** A_k of one rollout, not whitened, length K. @throws InvalidInputError when the rollout has no critic's values */
export function generalizedAdvantages(
  rollout: TrainingRollout,
  { criticGamma, criticLambda }: Pick<TrainingEstimatorSettings, 'criticGamma' | 'criticLambda'>,
): Float64Array {
  const { turnRewards, outcome, finalValue } = rollout;
  const turns = turnRewards.length;
  const values = requireKept(rollout.values, 'values', { turns, estimator: 'TURN_PPO' });
  const advantages = new Float64Array(turns);
  let later = 0;
  for (let turn = turns - 1; turn >= 0; turn -= 1) {
    const isLast = turn === turns - 1;
    const reward = turnRewards[turn]! + (isLast ? outcome : 0);
    const nextValue = isLast ? finalValue : values[turn + 1]!;
    later = reward + criticGamma * nextValue - values[turn]! + criticGamma * criticLambda * later;
    advantages[turn] = later;
  }
  return advantages;
}

/** Scale 0 where nothing varies: equal advantages carry no signal. */
function whitening(values: readonly number[]): { readonly mean: number; readonly scale: number } {
  if (values.every((value) => value === values[0])) return { mean: values[0] ?? 0, scale: 0 };
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, scale: 1 / Math.sqrt(variance + VARIANCE_FLOOR) };
}
