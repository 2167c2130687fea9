import { type Tier, TIERS } from '../../domain/classification/tier';

/** Rows with one tier each, in the order used by all reports. */
export function inTierOrder<Row extends { readonly tier: Tier }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier));
}
