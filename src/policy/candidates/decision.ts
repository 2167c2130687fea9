/** Number of features of one candidate: hashed features of state and action together. */
export const FEATURE_COUNT = 512;

/** Number of features of a state alone, for a critic. */
export const STATE_FEATURE_COUNT = 128;

/** Changes whenever the same conversation would produce different features: a checkpoint belongs to one version. */
export const FEATURE_VERSION = '1';

/** A choice among candidates, as features. */
export type Decision = {
  /** At least 1. */
  readonly candidateCount: number;
  /** Row-major, `candidateCount` rows of `FEATURE_COUNT` numbers, each finite. */
  readonly features: Float32Array;
  /** `STATE_FEATURE_COUNT` numbers, each finite. */
  readonly stateFeatures: Float32Array;
};
