import { lengthOf, membersOf } from '../values/containers';
import type { Numeric } from '../values/number-arithmetic';
import { addValues, multiplyValues } from '../values/operators';
import { isList, withEntries, type Value } from '../values/value';
import { listAt } from './world/entry-fields';
import type { AirlineState } from './world/state';

/** Ids of new reservations, in the order of assignment. */
export const NEW_RESERVATION_IDS = ['HATHAT', 'HATHAU', 'HATHAV'] as const;

/** Creation time of new reservations: the benchmark's frozen clock. */
export const FROZEN_NOW = '2024-05-15T15:00:00';

const INSURANCE_PRICE = 30n;
const BAG_PRICE = 50n;

/** `total` plus insurance for every passenger (when it is exactly `yes`) and the bags that are not free. */
export function addExtras(
  total: Numeric,
  extras: { readonly insurance: Value; readonly passengers: Value; readonly nonfreeBaggages: Value },
): Numeric {
  const insured =
    extras.insurance === 'yes' ? addValues(total, INSURANCE_PRICE * lengthOf(extras.passengers), '+=') : total;
  return addValues(insured, bagPrice(extras.nonfreeBaggages), '+=');
}

/** Price of a number of bags. @throws RaisedException TypeError when the number is null or an object */
export function bagPrice(bags: Value): Value {
  return multiplyValues(BAG_PRICE, bags);
}

/** Store a new reservation and list it with its user. */
export function storeBooking(
  state: AirlineState,
  userId: string,
  id: string,
  reservation: ReadonlyMap<string, Value>,
): void {
  const user = state.require('users', userId);
  state.put('reservations', id, reservation);
  state.put('users', userId, withEntries(user, [['reservations', [...listAt(user, 'reservations'), id]]]));
}

/**
 * A list with every member mapped, in order; an empty string or object, which Python can also iterate over, is returned
 * unchanged.
 */
export function mapMembers(value: Value, change: (member: Value) => Value): Value {
  const changed = membersOf(value).map(change);
  return isList(value) ? changed : value;
}
