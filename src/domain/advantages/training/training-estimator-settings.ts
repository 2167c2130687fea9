import { InvalidInputError } from '../../../errors';
import { checkEstimatorSettings } from '../check-settings';
import { DEFAULT_ESTIMATOR_SETTINGS } from '../estimator-settings';
import type { TrainingEstimatorSettings } from './training-rollout';

/** gamma 0.95 and omega 1 as GiGPO's documentation has them; 0.99 and 0.9 as summaries of Turn-PPO report. */
export const DEFAULT_TRAINING_ESTIMATOR_SETTINGS: TrainingEstimatorSettings = {
  ...DEFAULT_ESTIMATOR_SETTINGS,
  stepGamma: 0.95,
  stepWeight: 1,
  criticGamma: 0.99,
  criticLambda: 0.9,
};

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
