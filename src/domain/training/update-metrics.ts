import type { PerTier } from '../classification/tier';

/** Metrics of one update of a training run. Null means that a figure could not be computed, never 0. */
export type UpdateMetrics = {
  /** Number of the update, from 1. */
  readonly update: number;
  /** All rollouts that were collected, including those of replaced groups. */
  readonly rollouts: number;
  readonly scored: number;
  /** SCORED rollouts that a limit cut off. */
  readonly truncated: number;
  /** Rollouts that are not evidence (infrastructure, simulator, deadline): excluded from all other figures. */
  readonly leftOut: number;
  /**
   * Share of passing rollouts among the SCORED, 0 to 1, with its 95 % Wilson interval, which treats rollouts of one
   * task as independent and is therefore too narrow.
   */
  readonly passRate: number | null;
  readonly passRateLow: number | null;
  readonly passRateHigh: number | null;
  /** Sum of the turn rewards of each tier under the scheme in use, per SCORED rollout. */
  readonly rewardByTier: PerTier<number | null>;
  /** Correlation of each tier's presence with the outcome within the groups of this update. */
  readonly powerByTier: PerTier<number | null>;
  readonly turnsPerRollout: number | null;
  /** Groups that were collected: those trained on, and those that were replaced. */
  readonly groups: number;
  /** Dead groups: every advantage is 0, or no rollout was SCORED. Replaced groups are included. */
  readonly deadGroups: number;
  /**
   * Mismatches: tiers whose mean advantage, over the groups trained on, has not the sign that the remembered evidence
   * suggests.
   */
  readonly mismatches: number | null;
  /** Correlation of advantage and outcome over turns. */
  readonly advantageOutcomeCorrelation: number | null;
  /** See `estimateStoppingBias`. */
  readonly stoppingBias: number | null;
  /**
   * Low-variance estimate of the KL divergence from the reference policy per turn, in nats. This and the figures below
   * are null when no turn had an advantage, so that nothing was learned.
   */
  readonly kl: number | null;
  /** Mean entropy of the policy over choices, in nats. */
  readonly entropy: number | null;
  /** Share of turns whose ratio was clipped, 0 to 1. */
  readonly clipShare: number | null;
  /** Gradient norm before clipping, of the last step. */
  readonly gradientNorm: number | null;
  readonly policyLoss: number | null;
  readonly valueLoss: number | null;
};

/** Wall time of an update by phase, in ms: not part of the metrics, which a repeated run reproduces. */
export type PhaseTimes = {
  readonly collectMs: number;
  readonly advantageMs: number;
  readonly learnMs: number;
};
