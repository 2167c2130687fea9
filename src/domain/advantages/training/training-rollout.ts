import type { GroupAdvantages, RewardedRollout } from '../rewarded-group';
import type { TrainingEstimatorSettings } from './training-estimator-settings';

/** A rollout of our own, with what only the process that collected it knows. K is its number of turns. */
export type TrainingRollout = RewardedRollout & {
  /** Identity of the state before each turn, length K: equal states have equal texts. Null when it was not kept. */
  readonly stateKeys: readonly string[] | null;
  /** A critic's value of the state before each turn, length K, finite. Null without a critic. */
  readonly values: Float64Array | null;
  /** The critic's value of the state after the last turn: 0 when the conversation ended, and where it is not known. */
  readonly finalValue: number;
  /** Probability of what was chosen at each turn, length K, in (0, 1]. Null when it was not kept. */
  readonly probabilities: Float64Array | null;
  /** Sum over all candidates of their squared probabilities at each turn, length K, in (0, 1]. Null when it was not kept. */
  readonly squaredProbabilitySums: Float64Array | null;
};

export type TrainingGroup = readonly TrainingRollout[];

/** What an estimator makes of an update's groups. */
export type EstimatedAdvantages = {
  /** Advantage of each turn of each rollout of each group, in the same order. */
  readonly advantages: readonly GroupAdvantages[];
  /** What the critic should have said, in the same shape; null for an estimator without a critic. */
  readonly valueTargets: readonly GroupAdvantages[] | null;
};

/** An estimator for training: from all groups of an update to their advantages. */
export type TrainingEstimator = (
  groups: readonly TrainingGroup[],
  settings: TrainingEstimatorSettings,
) => EstimatedAdvantages;
