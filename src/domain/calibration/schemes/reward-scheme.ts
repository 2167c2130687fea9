import type { PerTier, Tier } from '../../classification/tier';

/** Reward of a turn of each tier at score 1. */
export type TierValues = PerTier<number>;

/** A named set of tier values. Immutable: changed values make a new scheme. */
export type NamedTierValues = { readonly name: string; readonly values: TierValues };

/** Outcome only: every turn is worth 0. */
export const SPARSE_SCHEME: NamedTierValues = {
  name: 'SPARSE',
  values: {
    GOLD_EXACT: 0,
    SOFT_MATCH: 0,
    READ_ONLY: 0,
    STATE_CHANGE: 0,
    MESSAGE: 0,
    ERROR: 0,
    DUPLICATE: 0,
  },
};

/** The intuitive values: V5 of arXiv 2604.02869. */
export const DENSE_SCHEME: NamedTierValues = {
  name: 'DENSE',
  values: {
    GOLD_EXACT: 1,
    SOFT_MATCH: 1,
    READ_ONLY: 0.3,
    STATE_CHANGE: 0.1,
    MESSAGE: 0,
    ERROR: -0.1,
    DUPLICATE: -0.2,
  },
};

/** The values after the paper's calibration: V6 and later of arXiv 2604.02869. */
export const IRC_SCHEME: NamedTierValues = {
  name: 'IRC',
  values: { ...DENSE_SCHEME.values, READ_ONLY: 0, STATE_CHANGE: -0.1 },
};

/** The paper's three schemes, in the order of its tables. */
export const PAPER_SCHEMES: readonly NamedTierValues[] = [SPARSE_SCHEME, DENSE_SCHEME, IRC_SCHEME];

/**
 * Reward of one turn: the value of its tier times its score.
 *
 * @param score 1, or 0.5 to 1 for SOFT_MATCH
 * @returns unitless. A SOFT_MATCH value below 0 ignores the score; otherwise better matches would be punished more
 */
export function turnReward(scheme: Pick<NamedTierValues, 'values'>, tier: Tier, score: number): number {
  const value = scheme.values[tier];
  return tier === 'SOFT_MATCH' && value < 0 ? value : value * score;
}
