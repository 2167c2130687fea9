import type { Cabin } from './reservation-view';
import type { Membership } from './user-view';

/** Checked bags that each passenger has free, by the membership of the customer who booked. */
export const FREE_BAGS_PER_PASSENGER: Readonly<Record<Membership, Readonly<Record<Cabin, number>>>> = {
  regular: { basic_economy: 0, economy: 1, business: 2 },
  silver: { basic_economy: 1, economy: 2, business: 3 },
  gold: { basic_economy: 2, economy: 3, business: 3 },
};

/** Price of a bag beyond the free ones, dollars. The tools charge the same. */
export const EXTRA_BAG_PRICE = 50;

/** Who travels, as far as free bags depend on it. */
export type BaggageParty = {
  readonly membership: Membership;
  readonly cabin: Cabin;
  readonly passengerCount: number;
};

/** Bags that must be paid, of `totalBags`; 0 or more. */
export function nonfreeBags(totalBags: number, party: BaggageParty): number {
  const free = FREE_BAGS_PER_PASSENGER[party.membership][party.cabin] * party.passengerCount;
  return Math.max(0, totalBags - free);
}
