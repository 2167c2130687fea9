import { mapTiers } from '../classification/tier';
import type { CalibrationSettings } from './calibration-settings';

/**
 * The same settings with members in a fixed order and nothing else in them, so that equal settings give equal bytes.
 */
export function orderSettings(settings: CalibrationSettings): CalibrationSettings {
  const { anchor, estimatorSettings, acceptance } = settings;
  return {
    statistic: settings.statistic,
    method: settings.method,
    delta: settings.delta,
    alpha: settings.alpha,
    anchor: { name: anchor.name, values: mapTiers((tier) => anchor.values[tier]) },
    estimator: settings.estimator,
    estimatorSettings: {
      gamma: estimatorSettings.gamma,
      lambda: estimatorSettings.lambda,
      epsilon: estimatorSettings.epsilon,
      standardDeviation: estimatorSettings.standardDeviation,
    },
    acceptance: {
      maxMismatches: acceptance.maxMismatches,
      minDiscriminativeAccuracy: acceptance.minDiscriminativeAccuracy,
      minRewardOutcomeCorrelation: acceptance.minRewardOutcomeCorrelation,
    },
    bootstrapDraws: settings.bootstrapDraws,
    permutationDraws: settings.permutationDraws,
    folds: settings.folds,
    seed: settings.seed,
    maxRounds: settings.maxRounds,
  };
}
