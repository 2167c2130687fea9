/**
 * Contribution of a turn to solving its task, as judged by the classifier. This order is used in every report and
 * numbers `tierCode`; it never changes within a classifier version, because stored codes refer to it.
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

/** Index of each tier in TIERS, from 0: its byte in typed arrays. */
export const TIER_CODES: Readonly<Record<Tier, number>> = {
  GOLD_EXACT: 0,
  SOFT_MATCH: 1,
  READ_ONLY: 2,
  STATE_CHANGE: 3,
  MESSAGE: 4,
  ERROR: 5,
  DUPLICATE: 6,
};

/** One value per tier. */
export type PerTier<Value> = Readonly<Record<Tier, Value>>;

/**
 * Builds a record with one member per tier, in the order of TIERS, so that its JSON text is deterministic.
 *
 * @param valueOf called once per tier with the tier and its code, in order
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
