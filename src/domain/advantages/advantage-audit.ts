import type { PerTier } from '../classification/tier';

/** What an estimator makes of the turns of one tier. */
export type TierAdvantage = {
  readonly turns: number;
  /** Null when the tier has no turns. */
  readonly meanAdvantage: number | null;
  /** Sign of the mean, 0 when its absolute value is below 1e-9; null when the tier has no turns. */
  readonly sign: -1 | 0 | 1 | null;
  readonly intendedSign: -1 | 1 | null;
  /** The sign is not the intended one; null when the tier has no turns or no intended sign. */
  readonly isMismatch: boolean | null;
  /** Share of the total absolute advantage that lies in the tier; null when every advantage is 0. */
  readonly absoluteShare: number | null;
};

/** Diagnostics of one estimator on rewarded rollouts (Tables 1 to 3 of arXiv 2604.02869, and more). */
export type EstimatorDiagnostics = {
  readonly turns: number;
  readonly groups: number;
  readonly tiers: PerTier<TierAdvantage>;
  readonly mismatches: number;
  /** Pearson correlation of the advantage with the rollout's outcome over turns; null when either is constant. */
  readonly outcomeCorrelation: number | null;
  /** Share of the turns with an absolute advantage below 1e-9; null without turns. */
  readonly deadTurnShare: number | null;
  /** Groups with turns, all of them dead. */
  readonly deadGroups: number;
  /** deadGroups over the groups that have turns; null when none has. */
  readonly deadGroupShare: number | null;
  /**
   * Turns whose advantage and whose rollout's outcome (less the group's mean) have opposite signs, over the turns where
   * neither is 0; null when there is no such turn.
   */
  readonly signDisagreementShare: number | null;
  readonly signComparableTurns: number;
  /** See `estimateStoppingBias`; a property of the rewards, the same for every estimator. */
  readonly estimatedStoppingBias: number | null;
};
