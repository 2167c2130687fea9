import type { TrainingEstimatorName } from '../domain/advantages/estimators';
import type { TrainingEstimatorSettings } from '../domain/advantages/training/training-rollout';
import type { ProposalSettings } from '../domain/calibration/schemes/propose-values';
import type { TierValues } from '../domain/calibration/schemes/reward-scheme';
import type { WarningSettings } from '../domain/training/training-warnings';

/** Empirical Discriminative Gating while training; see `proposeGatedValues`. */
export type OnlineGating = {
  /** A new proposal after this many updates, at least 1. */
  readonly everyUpdates: number;
  /** Share of the old weight that stays from update to update, 0 to 1. */
  readonly forgetting: number;
  readonly minRollouts: number;
  readonly tolerance: number;
};

/** Every choice of a training run. */
export type TrainerSettings = {
  /** Updates in all, at least 1. */
  readonly updates: number;
  /** P: tasks an update, at least 1. */
  readonly groupsPerUpdate: number;
  /** N: rollouts a task, at least 2 for most estimators. */
  readonly rolloutsPerGroup: number;
  /** Of the policy while it collects, in the ratio, the divergence and the entropy, and while it is validated; above 0. */
  readonly temperature: number;
  readonly maxTurns: number;
  /** Wall time of a conversation, milliseconds. */
  readonly deadlineMs: number;
  /** Groups of one update, at most, that carry no signal and are replaced, once, by groups of tasks drawn anew; 0 or more. */
  readonly maxResamples: number;
  /** The values that training starts with. */
  readonly values: TierValues;
  readonly estimator: TrainingEstimatorName;
  readonly estimatorSettings: TrainingEstimatorSettings;
  /** What the intended signs of tiers follow from, for mismatches and gating. */
  readonly proposal: ProposalSettings;
  /** Null: the values stay. */
  readonly gating: OnlineGating | null;
  readonly learningRate: number;
  /** K: passes over the rollouts of an update, at least 1. */
  readonly epochs: number;
  /** Decisions of one optimizer step at most, at least 1; an update's decisions are split into batches of like size. */
  readonly batchDecisions: number;
  /** Decisions whose gradients are computed at once, at least 1: bounds memory, changes only rounding. */
  readonly microBatchDecisions: number;
  /** The ratio is clipped to 1 - clipLow and 1 + clipHigh. */
  readonly clipLow: number;
  readonly clipHigh: number;
  readonly klCoefficient: number;
  readonly entropyCoefficient: number;
  readonly valueCoefficient: number;
  readonly maxGradientNorm: number;
  /** A checkpoint after this many updates, and after the last; at least 1. */
  readonly checkpointEvery: number;
  /** An evaluation on the validation tasks after this many updates; null: never. */
  readonly evaluateEvery: number | null;
  readonly validationTrials: number;
  /** Ends after this many evaluations without a better pass rate; null: never. */
  readonly patience: number | null;
  readonly warnings: WarningSettings;
  /** A whole number: everything that is drawn follows from it. */
  readonly seed: number;
};
