import { real } from '../../settings/setting';
import { defaultsOf, type SettingsOf } from '../../settings/settings-of';
import { ESTIMATOR_SETTINGS } from '../estimator-settings';

/** Constants of the estimators for training; an estimator ignores those that its formula does not have. */
export const TRAINING_ESTIMATOR_SETTINGS = {
  ...ESTIMATOR_SETTINGS,
  /** 0.95 and 1 as GiGPO's documentation has them; 0.99 and 0.9 as summaries of Turn-PPO report. */
  stepGamma: real('Discount per turn of GIGPO’s step returns', { min: 0, max: 1, default: 0.95 }),
  stepWeight: real('Weight of GIGPO’s step advantage', { min: -1000, max: 1000, default: 1 }),
  criticGamma: real('Discount per turn of TURN_PPO', { min: 0, max: 1, default: 0.99 }),
  criticLambda: real('Decay of generalized advantage estimation in TURN_PPO', { min: 0, max: 1, default: 0.9 }),
} as const;
export type TrainingEstimatorSettings = SettingsOf<typeof TRAINING_ESTIMATOR_SETTINGS>;

export const DEFAULT_TRAINING_ESTIMATOR_SETTINGS: TrainingEstimatorSettings = defaultsOf(TRAINING_ESTIMATOR_SETTINGS);
