import type { Tier } from './tier';

/** What one tool call was; the score is 1 except for SOFT_MATCH, where it lies between 0.5 and 1. */
export type ClassifiedCall = { readonly tier: Tier; readonly score: number };

/** What one turn was: the tier that its calls give it, the score of that tier, and each call by itself. */
export type ClassifiedTurn = {
  readonly tier: Tier;
  readonly score: number;
  /** One entry for each tool call of the turn, in order; empty for a turn without calls. */
  readonly calls: readonly ClassifiedCall[];
};
