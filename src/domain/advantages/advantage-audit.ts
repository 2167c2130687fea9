import type { PerTier } from '../classification/tier';

/** Advantages of one estimator over the turns of one tier. */
export type TierAdvantage = {
  readonly turns: number;
  /** Null when the tier has no turns. */
  readonly meanAdvantage: number | null;
  /** Sign of the mean, 0 when its absolute value is below 1e-9; null when the tier has no turns. */
  readonly sign: -1 | 0 | 1 | null;
  readonly intendedSign: -1 | 1 | null;
  /** True when the sign differs from the intended one; null when the tier has no turns or no intended sign. */
  readonly isMismatch: boolean | null;
  /** Share of the total absolute advantage that falls on the tier, 0 to 1; null when every advantage is 0. */
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
  /** Share of dead turns: those with an absolute advantage below 1e-9; null without turns. */
  readonly deadTurnShare: number | null;
  /** Groups with turns in which every turn is dead. */
  readonly deadGroups: number;
  /** deadGroups divided by the number of groups with turns; null when no group has turns. */
  readonly deadGroupShare: number | null;
  /**
   * Share of turns whose advantage has the opposite sign of the rollout's outcome minus the group mean, among the turns
   * where neither is 0; null when there is no such turn.
   */
  readonly signDisagreementShare: number | null;
  readonly signComparableTurns: number;
  /** See `estimateStoppingBias`; a property of the rewards, the same for every estimator. */
  readonly estimatedStoppingBias: number | null;
};
