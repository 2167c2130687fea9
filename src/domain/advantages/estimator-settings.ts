/** Divide the sum of squares by n - 1 (SAMPLE, what verl does) or by n (POPULATION). */
export type StandardDeviationKind = 'SAMPLE' | 'POPULATION';

/** Constants of the estimators; an estimator ignores those that its formula does not have. */
export type EstimatorSettings = {
  /** Discount per turn of GTPO and HYBRID, 0 to 1. */
  readonly gamma: number;
  /** Weight of the outcome's advantage in HYBRID. */
  readonly lambda: number;
  /** Added to every standard deviation that divides. */
  readonly epsilon: number;
  readonly standardDeviation: StandardDeviationKind;
};

/** gamma of GTPO (arXiv 2511.14846) and of the paper's Eq. 2 (arXiv 2604.02869), lambda of the latter. */
export const DEFAULT_ESTIMATOR_SETTINGS: EstimatorSettings = {
  gamma: 0.9,
  lambda: 0.3,
  epsilon: 1e-6,
  standardDeviation: 'SAMPLE',
};
