import { itemAt } from '../../values/containers';
import type { Value } from '../../values/value';
import { listAt, mapAt, textAt } from '../world/entry-fields';
import { amountAt } from './amount-at';
import { readPassenger, type Passenger } from './reservation-view';

export const MEMBERSHIPS = ['regular', 'silver', 'gold'] as const;
export type Membership = (typeof MEMBERSHIPS)[number];

/** A way to pay. `balance` is in dollars. */
export type PaymentMethod =
  | { readonly id: string; readonly source: 'credit_card'; readonly brand: string; readonly lastFour: string }
  | { readonly id: string; readonly source: 'gift_card'; readonly balance: number }
  | { readonly id: string; readonly source: 'certificate'; readonly balance: number };

/** The fields of a customer that the rules read. */
export type UserProfile = Passenger & {
  readonly userId: string;
  readonly email: string;
  readonly membership: Membership;
  /** In the order of the profile. */
  readonly methods: readonly PaymentMethod[];
  readonly savedPassengers: readonly Passenger[];
  readonly reservationIds: readonly string[];
};

/**
 * Read a user from their database entry, or from the JSON that a tool answered.
 *
 * @param userId passed separately, because entries of the first version do not contain it
 * @throws RaisedException KeyError when a key is missing
 * @throws InvalidInputError when a value has the wrong type
 */
export function readUser(userId: string, entry: Value): UserProfile {
  const name = mapAt(entry, 'name');
  const membership = textAt(entry, 'membership');
  return {
    userId,
    firstName: textAt(name, 'first_name'),
    lastName: textAt(name, 'last_name'),
    dob: textAt(entry, 'dob'),
    email: textAt(entry, 'email'),
    membership: MEMBERSHIPS.find((known) => known === membership) ?? 'regular',
    methods: Array.from(mapAt(entry, 'payment_methods'), ([id, method]) => readMethod(id, method)),
    savedPassengers: listAt(entry, 'saved_passengers').map(readPassenger),
    reservationIds: listAt(entry, 'reservations').filter((id) => typeof id === 'string'),
  };
}

function readMethod(id: string, method: Value): PaymentMethod {
  const source = itemAt(method, 'source');
  if (source === 'gift_card' || source === 'certificate') return { id, source, balance: amountAt(method, 'amount') };
  return { id, source: 'credit_card', brand: textAt(method, 'brand'), lastFour: textAt(method, 'last_four') };
}
