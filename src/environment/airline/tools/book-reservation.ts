import { itemAt, lengthOf } from '../../values/containers';
import type { Numeric } from '../../values/number-arithmetic';
import { addValues, multiplyValues } from '../../values/operators';
import { isMap, withEntries, type Value, type ValueMap } from '../../values/value';
import { findBookableSegment } from '../bookable-segment';
import { addExtras, FROZEN_NOW, mapMembers, NEW_RESERVATION_IDS, storeBooking } from '../bookings';
import { jsonText } from '../../values/json/json-text';
import { checkBookingPayments, takeBookingPayments } from '../payments';
import type { AirlineState } from '../world/state';
import { Refusal, type Tool } from '../tool';
import { FIRST_WORDING } from '../wording';

export const BOOKING_PARAMETERS = [
  'user_id',
  'origin',
  'destination',
  'flight_type',
  'cabin',
  'flights',
  'passengers',
  'payment_methods',
  'total_baggages',
  'nonfree_baggages',
  'insurance',
] as const;

/**
 * Book a reservation, as the first version does: seats are not taken, and the fourth booking overwrites the third.
 *
 * @see Specification of tau-bench airline, section 3, book_reservation
 */
export const bookReservation: Tool = {
  name: 'book_reservation',
  parameters: BOOKING_PARAMETERS,
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const userId = itemAt(given, 'user_id');
    const user = state.find('users', userId);
    if (user === undefined) throw new Refusal(FIRST_WORDING.userNotFound(userId));
    const id = NEW_RESERVATION_IDS.find((free) => state.find('reservations', free) === undefined) ?? 'HATHAV';
    const { flights, total } = priceFlights(given, state);
    const price = addExtras(total, {
      insurance: itemAt(given, 'insurance'),
      passengers: itemAt(given, 'passengers'),
      nonfreeBaggages: itemAt(given, 'nonfree_baggages'),
    });
    const payments = itemAt(given, 'payment_methods');
    checkBookingPayments(user, payments, price, FIRST_WORDING);
    takeBookingPayments(state, userId as string, payments);
    const reservation = newReservation(id, given, flights);
    storeBooking(state, userId as string, id, reservation);
    return jsonText(reservation);
  },
};

function priceFlights(given: ValueMap, state: AirlineState): { readonly flights: Value; readonly total: Numeric } {
  const party = { cabin: itemAt(given, 'cabin'), passengers: itemAt(given, 'passengers') };
  let total: Numeric = 0n;
  const flights = mapMembers(itemAt(given, 'flights'), (segment) => {
    const { flight, price } = findBookableSegment(segment, party, state, FIRST_WORDING);
    total = addValues(total, multiplyValues(lengthOf(party.passengers), price), '+=');
    return pricedSegment(segment, {
      price,
      origin: itemAt(flight, 'origin'),
      destination: itemAt(flight, 'destination'),
    });
  });
  return { flights, total };
}

/** A requested segment with what is known of it: existing keys keep their places, new ones follow in this order. */
export function pricedSegment(
  segment: Value,
  known: { readonly price: Value; readonly origin: Value; readonly destination: Value },
): Value {
  if (!isMap(segment)) return segment;
  return withEntries(segment, [
    ['price', known.price],
    ['origin', known.origin],
    ['destination', known.destination],
  ]);
}

function newReservation(id: string, given: ValueMap, flights: Value): ValueMap {
  const entries: [string, Value][] = [
    ['reservation_id', id],
    ['user_id', itemAt(given, 'user_id')],
    ['origin', itemAt(given, 'origin')],
    ['destination', itemAt(given, 'destination')],
    ['flight_type', itemAt(given, 'flight_type')],
    ['cabin', itemAt(given, 'cabin')],
    ['flights', flights],
    ['passengers', itemAt(given, 'passengers')],
    ['payment_history', itemAt(given, 'payment_methods')],
    ['created_at', FROZEN_NOW],
    ['total_baggages', itemAt(given, 'total_baggages')],
    ['nonfree_baggages', itemAt(given, 'nonfree_baggages')],
    ['insurance', itemAt(given, 'insurance')],
  ];
  return new Map(entries);
}
