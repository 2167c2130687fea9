import type { EstimatorDiagnostics } from '../advantages/advantage-audit';
import type { EstimatorName } from '../advantages/estimators';
import type { PerTier } from '../classification/tier';
import type { BootstrapInterval } from '../statistics/intervals/interval';
import type { LeftOutCounts } from './calibration-input';
import type { CalibrationSettings } from './calibration-settings';
import type { TierValues } from './schemes/reward-scheme';

/** Denominators of the figures of a round. */
export type CalibrationDenominators = {
  readonly rolloutsScored: number;
  /** Outcome at least 1 - 1e-6. */
  readonly rolloutsPassing: number;
  readonly rolloutsFailing: number;
  /**
   * Scored rollouts without turns: included in presence and outcome figures, excluded from those of the mean turn
   * reward.
   */
  readonly rolloutsWithoutTurns: number;
  readonly rolloutsLeftOut: LeftOutCounts;
  readonly tasks: number;
  /** Tasks whose rollouts differ in outcome: only these carry within-task evidence. */
  readonly tasksWithMixedOutcomes: number;
  readonly groups: number;
  readonly turns: number;
};

/** How strongly one tier's presence correlates with success. Null means undefined, never 0. */
export type TierStatistics = {
  readonly turns: number;
  readonly rolloutsWith: number;
  /** Shares of the tier's turns in passing and in failing rollouts; they sum to 1. */
  readonly turnShareInPassing: number | null;
  readonly turnShareInFailing: number | null;
  /** Shares of passing and of failing rollouts with at least one turn of the tier. */
  readonly presenceInPassing: number | null;
  readonly presenceInFailing: number | null;
  /** presenceInPassing - presenceInFailing. */
  readonly presenceGap: number | null;
  readonly rho: number | null;
  readonly rhoInterval: BootstrapInterval;
  readonly withinTaskRho: number | null;
  readonly withinTaskRhoInterval: BootstrapInterval;
  /** Two-sided permutation p-value of the within-task rho. */
  readonly pValue: number | null;
  /** Benjamini-Hochberg q-value over the tiers that have a p-value. */
  readonly qValue: number | null;
  /** The two correlations differ in sign or by more than 0.15; null when one is undefined. */
  readonly isTaskDifficultySuspected: boolean | null;
};

/** SCALE and ZERO belong to both methods, KEEP and FLIP to ANCHORED. */
export const PROPOSAL_ACTIONS = ['SCALE', 'ZERO', 'KEEP', 'FLIP'] as const;
export type ProposalAction = (typeof PROPOSAL_ACTIONS)[number];

/** The value that a round proposes for one tier, with the reason. */
export type TierProposal = {
  readonly value: number;
  readonly action: ProposalAction;
  /** The reason in one sentence, with its numbers. */
  readonly reason: string;
  readonly isDiscriminative: boolean;
  /** Intended sign of the tier's mean advantage; null when the tier is not discriminative or has no turns. */
  readonly intendedSign: 1 | -1 | null;
};

/** The values that a round proposes for all tiers. */
export type ValueProposal = {
  /** Alpha in use: value per unit of correlation; null for ANCHORED and when no tier is discriminative. */
  readonly alpha: number | null;
  readonly values: TierValues;
  readonly tiers: PerTier<TierProposal>;
};

/** How well the mean turn reward under a scheme separates passing from failing rollouts. */
export type SchemeQuality = {
  /** Area under the ROC curve, ties counted half, 0 to 1; null when no rollout passes or none fails. */
  readonly discriminativeAccuracy: number | null;
  /**
   * The same with values fitted on other tasks (cross-fitted); null when no fold holds both a passing and a failing
   * rollout.
   */
  readonly crossFittedAccuracy: number | null;
  /** Number of folds used: the smaller of the setting and the number of tasks. */
  readonly folds: number;
  readonly rewardOutcomeCorrelation: number | null;
};

/** A condition of acceptance and its result. */
export type ThresholdResult = {
  readonly name: 'NON_ZERO_VALUES' | 'MISMATCHES' | 'DISCRIMINATIVE_ACCURACY' | 'REWARD_OUTCOME_CORRELATION';
  readonly limit: number;
  /** Null when the figure is undefined, in which case the condition does not hold. */
  readonly measured: number | null;
  readonly isMet: boolean;
  /** Distance to the threshold when missed; 0 when met, null when the figure is undefined. */
  readonly shortfall: number | null;
  readonly message: string;
};

export const VERDICTS = ['ACCEPTED', 'REJECTED', 'FIXED_POINT', 'EXHAUSTED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Verdict of a round; only ACCEPTED is success. */
export type RoundVerdict = {
  readonly verdict: Verdict;
  readonly thresholds: readonly ThresholdResult[];
  readonly message: string;
};

/** Inputs and results of a calibration round. Plain JSON: the same input, settings and seed produce the same bytes. */
export type CalibrationRoundReport = {
  readonly classifierVersion: string;
  readonly statisticsVersion: string;
  readonly roundNumber: number;
  readonly seed: number;
  readonly settings: CalibrationSettings;
  readonly denominators: CalibrationDenominators;
  /** Mean outcome of the scored rollouts; null without rollouts. */
  readonly meanOutcome: number | null;
  readonly statistics: PerTier<TierStatistics>;
  readonly proposal: ValueProposal;
  readonly quality: SchemeQuality;
  /** Advantages under the proposed values, one audit for each estimator. */
  readonly audits: Readonly<Record<EstimatorName, EstimatorDiagnostics>>;
  readonly verdict: RoundVerdict;
};
