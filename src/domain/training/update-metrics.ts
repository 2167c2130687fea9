import type { PerTier } from '../classification/tier';

/** What one update of a training run measured. Null is a figure that could not be computed, never 0. */
export type UpdateMetrics = {
  /** Number of the update, from 1. */
  readonly update: number;
  /** All that were played, also in groups that others took the place of. */
  readonly rollouts: number;
  readonly scored: number;
  /** SCORED rollouts that a limit cut off. */
  readonly truncated: number;
  /** Rollouts that are evidence of nothing (infrastructure, simulator, deadline): left out of everything else. */
  readonly leftOut: number;
  /** Share of passing rollouts among the SCORED, 0 to 1, with its 95 % Wilson interval,
   * which takes rollouts of one task for independent and is therefore too short. */
  readonly passRate: number | null;
  readonly passRateLow: number | null;
  readonly passRateHigh: number | null;
  /** Sum of the turn rewards of each tier under the scheme in use, a SCORED rollout. */
  readonly rewardByTier: PerTier<number | null>;
  /** Correlation of each tier's presence with the outcome within the groups of this update. */
  readonly powerByTier: PerTier<number | null>;
  readonly turnsPerRollout: number | null;
  /** Groups that were played: those that were learned from, and those that others took the place of. */
  readonly groups: number;
  /** Groups without any signal: every advantage is 0, or no rollout was SCORED. Those that others took the place of count. */
  readonly deadGroups: number;
  /** Among what was learned from: tiers whose mean advantage has not the sign that the evidence in memory asks for. */
  readonly mismatches: number | null;
  /** Correlation of advantage and outcome over turns. */
  readonly advantageOutcomeCorrelation: number | null;
  /** See `estimateStoppingBias`. */
  readonly stoppingBias: number | null;
  /**
   * Low-variance estimate of the divergence from the reference policy, a turn, in nats. It and what follows are null when no
   * turn had an advantage: then nothing was learned.
   */
  readonly kl: number | null;
  /** Mean entropy of the choices, nats. */
  readonly entropy: number | null;
  /** Share of turns whose ratio was clipped, 0 to 1. */
  readonly clipShare: number | null;
  /** Length of the gradient before it was cut, of the last step. */
  readonly gradientNorm: number | null;
  readonly policyLoss: number | null;
  readonly valueLoss: number | null;
};

/** Wall time of an update by phase, milliseconds: no part of the metrics, which a repeated run repeats. */
export type PhaseTimes = {
  readonly collectMs: number;
  readonly advantageMs: number;
  readonly learnMs: number;
};
