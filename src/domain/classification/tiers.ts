/**
 * What kind of step a turn was, best evidence first: a turn with several calls takes the first of these that occurs in it
 * (calibration specification, section 2; the order is our choice).
 */
export const TIERS = ['GOLD_EXACT', 'SOFT_MATCH', 'ERROR', 'STATE_CHANGE', 'DUPLICATE', 'READ_ONLY', 'MESSAGE'] as const;
export type Tier = (typeof TIERS)[number];
