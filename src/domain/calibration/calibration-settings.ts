import type { EstimatorSettings } from '../advantages/estimator-settings';
import type { EstimatorName } from '../advantages/estimators';
import { DEFAULT_ESTIMATOR_SETTINGS } from '../advantages/estimator-settings';
import { DENSE_SCHEME, type NamedTierValues } from './schemes/reward-scheme';

/** Which correlation drives the proposal and the intended signs. */
export const PROPOSAL_STATISTICS = ['WITHIN_TASK', 'RAW'] as const;
export type ProposalStatistic = (typeof PROPOSAL_STATISTICS)[number];

/** How values follow from correlations: see `proposeValues`. */
export const PROPOSAL_METHODS = ['PROPORTIONAL', 'ANCHORED'] as const;
export type ProposalMethod = (typeof PROPOSAL_METHODS)[number];

/** Conditions of acceptance; null is a condition that is not tested. */
export type AcceptanceThresholds = {
  /** Tiers whose mean advantage has not the intended sign, under the chosen estimator: at most this many. */
  readonly maxMismatches: number | null;
  /** Area under the ROC of the mean turn reward against the outcome: at least this, 0 to 1. */
  readonly minDiscriminativeAccuracy: number | null;
  /** `eta`: the correlation of the mean turn reward with the outcome must be above this, -1 to 1. */
  readonly minRewardOutcomeCorrelation: number | null;
};

/** Every choice that a calibration round makes, echoed in its report. */
export type CalibrationSettings = {
  readonly statistic: ProposalStatistic;
  readonly method: ProposalMethod;
  /** A tier is discriminative when the absolute value of its correlation is above this, 0 to 1. */
  readonly delta: number;
  /** PROPORTIONAL: value per unit of correlation; `auto` makes the largest absolute value 1. Ignored by ANCHORED. */
  readonly alpha: number | 'auto';
  /** ANCHORED: the intuitive scheme that evidence corrects. Ignored by PROPORTIONAL. */
  readonly anchor: NamedTierValues;
  /** The estimator whose mismatches decide; the others are reported beside it. */
  readonly estimator: EstimatorName;
  readonly estimatorSettings: EstimatorSettings;
  readonly acceptance: AcceptanceThresholds;
  readonly bootstrapDraws: number;
  readonly permutationDraws: number;
  /** Folds of tasks for the cross-fitted accuracy, at least 2. */
  readonly folds: number;
  /** An integer, 0 to 2^32 - 1: the same input, settings and seed give the same bytes. */
  readonly seed: number;
  /** The round with this number (from 1) is the last; not accepted, it is EXHAUSTED. */
  readonly maxRounds: number;
};

/** `specs/calibration.md` section 4; HYBRID is the estimator that the paper trains with. */
export const DEFAULT_CALIBRATION_SETTINGS: CalibrationSettings = {
  statistic: 'WITHIN_TASK',
  method: 'PROPORTIONAL',
  delta: 0.1,
  alpha: 'auto',
  anchor: DENSE_SCHEME,
  estimator: 'HYBRID',
  estimatorSettings: DEFAULT_ESTIMATOR_SETTINGS,
  acceptance: { maxMismatches: 0, minDiscriminativeAccuracy: 0.65, minRewardOutcomeCorrelation: null },
  bootstrapDraws: 2000,
  permutationDraws: 2000,
  folds: 5,
  seed: 1,
  maxRounds: 3,
};
