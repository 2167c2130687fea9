import { choice, real } from '../settings/setting';
import { defaultsOf, type SettingsOf } from '../settings/settings-of';

/** Divide the sum of squares by n - 1 (SAMPLE, what verl does) or by n (POPULATION). */
export const STANDARD_DEVIATION_KINDS = ['SAMPLE', 'POPULATION'] as const;
export type StandardDeviationKind = (typeof STANDARD_DEVIATION_KINDS)[number];

/**
 * Constants of the estimators; an estimator ignores those that its formula does not have. gamma is that of GTPO
 * (arXiv 2511.14846) and of the paper's Eq. 2 (arXiv 2604.02869), lambda that of the latter.
 */
export const ESTIMATOR_SETTINGS = {
  gamma: real('Discount per turn of GTPO and HYBRID', { min: 0, max: 1, default: 0.9 }),
  lambda: real('Weight of the outcome advantage in HYBRID', { min: -1000, max: 1000, default: 0.3 }),
  epsilon: real('Added to every standard deviation used as a divisor', { min: 0, max: 1, default: 1e-6 }),
  standardDeviation: choice(
    'Divisor of the variance: n - 1 (SAMPLE) or n (POPULATION)',
    STANDARD_DEVIATION_KINDS,
    'SAMPLE',
  ),
} as const;
export type EstimatorSettings = SettingsOf<typeof ESTIMATOR_SETTINGS>;

export const DEFAULT_ESTIMATOR_SETTINGS: EstimatorSettings = defaultsOf(ESTIMATOR_SETTINGS);
