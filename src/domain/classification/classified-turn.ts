import type { Tier } from './tier';

/** Classification of one tool call; the score is 1 except for SOFT_MATCH, where it is between 0.5 and 1. */
export type ClassifiedCall = { readonly tier: Tier; readonly score: number };

/** Classification of one turn: its tier, the score of that tier, and the classification of each call. */
export type ClassifiedTurn = {
  readonly tier: Tier;
  readonly score: number;
  /** One entry per tool call of the turn, in order; empty for a turn without calls. */
  readonly calls: readonly ClassifiedCall[];
};
