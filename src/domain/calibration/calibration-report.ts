import type { EstimatorDiagnostics } from '../advantages/advantage-audit';
import type { EstimatorName } from '../advantages/estimators';
import type { PerTier } from '../classification/tier';
import type { BootstrapInterval } from '../statistics/intervals/interval';
import type { LeftOutCounts } from './calibration-input';
import type { CalibrationSettings } from './calibration-settings';
import type { TierValues } from './schemes/reward-scheme';

/** What every figure of a round was computed from. */
export type CalibrationDenominators = {
  readonly rolloutsScored: number;
  /** Outcome at least 1 - 1e-6. */
  readonly rolloutsPassing: number;
  readonly rolloutsFailing: number;
  /** Scored rollouts without any turn: they count in presence and outcome figures, not in those of the mean turn reward. */
  readonly rolloutsWithoutTurns: number;
  readonly rolloutsLeftOut: LeftOutCounts;
  readonly tasks: number;
  /** Tasks whose rollouts have not all the same outcome: the only ones that carry within-task evidence. */
  readonly tasksWithMixedOutcomes: number;
  readonly groups: number;
  readonly turns: number;
};

/** How far the presence of one tier goes with success. Null is "undefined", never 0. */
export type TierStatistics = {
  readonly turns: number;
  readonly rolloutsWith: number;
  /** Share of the tier's turns that lie in passing and in failing rollouts; they add up to 1. */
  readonly turnShareInPassing: number | null;
  readonly turnShareInFailing: number | null;
  /** Share of the passing and of the failing rollouts that have such a turn. */
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
  /** Benjamini-Hochberg over the tiers that have a p-value. */
  readonly qValue: number | null;
  /** The two correlations differ in sign or by more than 0.15; null when one is undefined. */
  readonly isTaskDifficultySuspected: boolean | null;
};

/** SCALE and ZERO belong to both methods, KEEP and FLIP to ANCHORED. */
export const PROPOSAL_ACTIONS = ['SCALE', 'ZERO', 'KEEP', 'FLIP'] as const;
export type ProposalAction = (typeof PROPOSAL_ACTIONS)[number];

/** The value that a round proposes for one tier, and why. */
export type TierProposal = {
  readonly value: number;
  readonly action: ProposalAction;
  /** A sentence for the reader, with the numbers in it. */
  readonly reason: string;
  readonly isDiscriminative: boolean;
  /** Sign that the tier's mean advantage should have; null when the tier is not discriminative or has no turns. */
  readonly intendedSign: 1 | -1 | null;
};

/** The values that a round proposes for all tiers. */
export type ValueProposal = {
  /** Value per unit of correlation that was used; null for ANCHORED and when no tier is discriminative. */
  readonly alpha: number | null;
  readonly values: TierValues;
  readonly tiers: PerTier<TierProposal>;
};

/** How well the mean turn reward under a scheme tells passing from failing rollouts. */
export type SchemeQuality = {
  /** Area under the ROC curve, ties counted half, 0 to 1; null when no rollout passes or none fails. */
  readonly discriminativeAccuracy: number | null;
  /** The same with values fitted on other tasks; null when no fold holds both a passing and a failing rollout. */
  readonly crossFittedAccuracy: number | null;
  /** Folds used: the setting, or the number of tasks when that is less. */
  readonly folds: number;
  readonly rewardOutcomeCorrelation: number | null;
};

/** A condition of acceptance and how it came out. */
export type ThresholdResult = {
  readonly name: 'NON_ZERO_VALUES' | 'MISMATCHES' | 'DISCRIMINATIVE_ACCURACY' | 'REWARD_OUTCOME_CORRELATION';
  readonly limit: number;
  /** Null when the figure is undefined; then the condition does not hold. */
  readonly measured: number | null;
  readonly isMet: boolean;
  /** By how much it was missed; 0 when met, null when the figure is undefined. */
  readonly shortfall: number | null;
  readonly message: string;
};

export const VERDICTS = ['ACCEPTED', 'REJECTED', 'FIXED_POINT', 'EXHAUSTED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The end of a round; only ACCEPTED is success. */
export type RoundVerdict = {
  readonly verdict: Verdict;
  readonly thresholds: readonly ThresholdResult[];
  readonly message: string;
};

/** Everything that a calibration round used and found. Plain JSON: the same input, settings and seed give the same bytes. */
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
