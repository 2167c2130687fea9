/**
 * What a turn was worth to the solution of its task, as the classifier sees it. The order is the order of every report
 * and the numbering of `tierCode`; it never changes within a classifier version, because stored codes refer to it.
 */
export const TIERS = [
  'GOLD_EXACT',
  'SOFT_MATCH',
  'READ_ONLY',
  'STATE_CHANGE',
  'MESSAGE',
  'ERROR',
  'DUPLICATE',
] as const;
export type Tier = (typeof TIERS)[number];

/** Rank of each tier in TIERS, from 0: the byte that stands for it in typed arrays. */
export const TIER_CODES: Readonly<Record<Tier, number>> = {
  GOLD_EXACT: 0,
  SOFT_MATCH: 1,
  READ_ONLY: 2,
  STATE_CHANGE: 3,
  MESSAGE: 4,
  ERROR: 5,
  DUPLICATE: 6,
};

/** One value for each tier. */
export type PerTier<Value> = Readonly<Record<Tier, Value>>;

/**
 * A record with one member for each tier, in the order of TIERS (so that its JSON text is the same every time).
 *
 * @param valueOf called once for each tier with the tier and its code, in order
 */
export function mapTiers<Value>(valueOf: (tier: Tier, code: number) => Value): PerTier<Value> {
  return {
    GOLD_EXACT: valueOf('GOLD_EXACT', 0),
    SOFT_MATCH: valueOf('SOFT_MATCH', 1),
    READ_ONLY: valueOf('READ_ONLY', 2),
    STATE_CHANGE: valueOf('STATE_CHANGE', 3),
    MESSAGE: valueOf('MESSAGE', 4),
    ERROR: valueOf('ERROR', 5),
    DUPLICATE: valueOf('DUPLICATE', 6),
  };
}
