/** A 95 % percentile interval by bootstrap, with the draws it rests on. */
export type BootstrapInterval = {
  /** Null when the statistic was undefined in every draw, or no draw was asked for. */
  readonly low: number | null;
  readonly high: number | null;
  /** Draws in which the statistic was defined. */
  readonly draws: number;
  /** Draws left out because the statistic was undefined in them. */
  readonly droppedDraws: number;
};
