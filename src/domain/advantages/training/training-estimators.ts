import { InvalidInputError } from '../../../errors';
import { checkEstimatorSettings } from '../check-settings';
import { DEFAULT_ESTIMATOR_SETTINGS, ESTIMATOR_NAMES } from '../estimator-settings';
import { estimators } from '../estimators';
import type { BatchEstimator } from '../rewarded-group';
import { gigpo } from './gigpo';
import { maxRl } from './max-rl';
import { optimalTurnBaseline } from './optimal-turn-baseline';
import { reinforcePlusPlus } from './reinforce-plus-plus';
import type { TrainingEstimator, TrainingEstimatorSettings } from './training-rollout';
import { turnPpo } from './turn-ppo';

/** The estimators that a trainer can use: those of audits, which need a record alone, and those that need more. */
export const TRAINING_ESTIMATOR_NAMES = [
  ...ESTIMATOR_NAMES,
  'REINFORCE_PLUS_PLUS',
  'MAX_RL',
  'GIGPO',
  'OTB',
  'TURN_PPO',
] as const;
export type TrainingEstimatorName = (typeof TRAINING_ESTIMATOR_NAMES)[number];

/** gamma 0.95 and omega 1 as GiGPO's documentation has them; 0.99 and 0.9 as summaries of Turn-PPO report. */
export const DEFAULT_TRAINING_ESTIMATOR_SETTINGS: TrainingEstimatorSettings = {
  ...DEFAULT_ESTIMATOR_SETTINGS,
  stepGamma: 0.95,
  stepWeight: 1,
  criticGamma: 0.99,
  criticLambda: 0.9,
};

/** Every estimator for training by its name; a name without a function does not compile. */
export const trainingEstimators: Readonly<Record<TrainingEstimatorName, TrainingEstimator>> = {
  GRPO: fromRecord(estimators.GRPO),
  DR_GRPO: fromRecord(estimators.DR_GRPO),
  RLOO: fromRecord(estimators.RLOO),
  MT_GRPO: fromRecord(estimators.MT_GRPO),
  GTPO: fromRecord(estimators.GTPO),
  HYBRID: fromRecord(estimators.HYBRID),
  GDPO: fromRecord(estimators.GDPO),
  MT_GRPO_PADDED: fromRecord(estimators.MT_GRPO_PADDED),
  REINFORCE_PLUS_PLUS: reinforcePlusPlus,
  MAX_RL: maxRl,
  GIGPO: gigpo,
  OTB: optimalTurnBaseline,
  TURN_PPO: turnPpo,
};

/** True for the estimators whose training needs a critic. */
export function needsCritic(name: TrainingEstimatorName): boolean {
  return name === 'TURN_PPO';
}

/** @throws InvalidInputError naming the setting that is out of its range */
export function checkTrainingEstimatorSettings(settings: TrainingEstimatorSettings): void {
  checkEstimatorSettings(settings);
  for (const field of ['stepGamma', 'criticGamma', 'criticLambda'] as const) {
    const value = settings[field];
    if (!(value >= 0 && value <= 1)) throw new InvalidInputError(`${field} is ${value}; it must lie in 0 to 1`);
  }
  if (!Number.isFinite(settings.stepWeight)) {
    throw new InvalidInputError(`stepWeight is ${settings.stepWeight}; it must be a finite number`);
  }
}

function fromRecord(estimate: BatchEstimator): TrainingEstimator {
  return (groups, settings) => ({ advantages: estimate(groups, settings), valueTargets: null });
}
