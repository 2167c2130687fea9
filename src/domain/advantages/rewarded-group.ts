import type { EstimatorSettings } from './estimator-settings';

/** The part of one rollout that an estimator reads. */
export type RewardedRollout = {
  /** Reward of each turn: K_i finite numbers, K_i >= 0. */
  readonly turnRewards: Float64Array;
  /** Final reward o_i, finite. */
  readonly outcome: number;
};

/** The rollouts of one task under one policy: the set that a baseline averages over. */
export type RewardedGroup = readonly RewardedRollout[];

/** Advantage of each turn of each rollout of a group, in the same order. */
export type GroupAdvantages = readonly Float64Array[];

/** An estimator whose baselines use one group only. */
export type GroupEstimator = (group: RewardedGroup, settings: EstimatorSettings) => GroupAdvantages;

/** Any estimator: maps all groups of an audit or update to their advantages, in the same order. */
export type BatchEstimator = (
  groups: readonly RewardedGroup[],
  settings: EstimatorSettings,
) => readonly GroupAdvantages[];
