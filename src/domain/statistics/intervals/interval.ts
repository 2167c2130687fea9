/** A 95 % bootstrap percentile interval, with the number of draws behind it. */
export type BootstrapInterval = {
  /** Null when the statistic was undefined in every draw, or no draws were requested. */
  readonly low: number | null;
  readonly high: number | null;
  /** Draws in which the statistic was defined. */
  readonly draws: number;
  /** Draws skipped because the statistic was undefined. */
  readonly droppedDraws: number;
};
