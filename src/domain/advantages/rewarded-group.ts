import type { EstimatorSettings } from './estimator-settings';

/** One rollout with what an estimator reads of it. */
export type RewardedRollout = {
  /** Reward of each turn, finite; K_i numbers, 0 or more. */
  readonly turnRewards: Float64Array;
  /** Final reward o_i, finite. */
  readonly outcome: number;
};

/** The rollouts of one task under one policy: what a baseline is taken over. */
export type RewardedGroup = readonly RewardedRollout[];

/** Advantage of each turn of each rollout of a group, in the same order. */
export type GroupAdvantages = readonly Float64Array[];

/** An estimator whose baselines never look beyond the group. */
export type GroupEstimator = (group: RewardedGroup, settings: EstimatorSettings) => GroupAdvantages;

/** Any estimator: from all groups of an audit or update to their advantages, in the same order. */
export type BatchEstimator = (
  groups: readonly RewardedGroup[],
  settings: EstimatorSettings,
) => readonly GroupAdvantages[];
