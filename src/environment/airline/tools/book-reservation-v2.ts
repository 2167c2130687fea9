import { itemAt, lengthOf, membersOf } from '../../values/containers';
import type { Numeric } from '../../values/number-arithmetic';
import { addValues, multiplyValues, subtractValues } from '../../values/operators';
import { readRecord, type RecordType } from '../../values/typed-record';
import { isMap, withEntries, type Value, type ValueMap } from '../../values/value';
import { findBookableSegment, type BookableSegment } from '../bookable-segment';
import { addExtras, FROZEN_NOW, NEW_RESERVATION_IDS, storeBooking } from '../bookings';
import { mapAt, textAt } from '../world/entry-fields';
import { jsonText } from '../../values/json/json-text';
import { checkBookingPayments, takeBookingPayments } from '../payments';
import type { AirlineState } from '../world/state';
import { Refusal, type Tool } from '../tool';
import { FLIGHT_INFO, PASSENGER, PAYMENT, RESERVATION } from '../world/typed-entries';
import { SECOND_WORDING } from '../wording';
import { BOOKING_PARAMETERS } from './book-reservation';

/**
 * Book a reservation, as the second version does: arguments are validated, seats are taken, and there is no fourth booking.
 *
 * @see Specification of tau2-bench airline, section 2
 */
export const bookReservationV2: Tool = {
  name: 'book_reservation',
  parameters: BOOKING_PARAMETERS,
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const requested = readTypedMembers(FLIGHT_INFO, itemAt(given, 'flights'));
    const passengers = readTypedMembers(PASSENGER, itemAt(given, 'passengers'));
    const payments = readTypedMembers(PAYMENT, itemAt(given, 'payment_methods'));
    const userId = itemAt(given, 'user_id');
    const user = state.find('users', userId);
    if (user === undefined) throw new Refusal(SECOND_WORDING.userNotFound(userId));
    const id = NEW_RESERVATION_IDS.find((free) => state.find('reservations', free) === undefined);
    if (id === undefined) throw new Refusal('Too many reservations');
    const reservation = newReservation(id, given, passengers, payments);
    const { segments, total } = priceFlights(requested, { cabin: itemAt(given, 'cabin'), passengers }, state);
    const price = addExtras(total, {
      insurance: itemAt(given, 'insurance'),
      passengers,
      nonfreeBaggages: itemAt(given, 'nonfree_baggages'),
    });
    checkBookingPayments(user, payments, price, SECOND_WORDING);
    takeBookingPayments(state, userId as string, payments);
    for (const segment of segments) takeSeats(state, segment, textAt(reservation, 'cabin'), passengers);
    const booked = withEntries(reservation, [['flights', segments]]);
    storeBooking(state, userId as string, id, booked);
    return jsonText(booked);
  },
};

/** The members of a list in their typed form; a list that does not hold objects alone stays as it is. */
export function readTypedMembers(type: RecordType, list: Value): readonly Value[] {
  const members = membersOf(list);
  return members.every(isMap) ? members.map((member) => readRecord(type, member)) : members;
}

/** A segment of a reservation, from what was found for it. */
export function reservationSegment(requested: Value, found: BookableSegment): ValueMap {
  return new Map<string, Value>([
    ['flight_number', itemAt(requested, 'flight_number')],
    ['origin', itemAt(found.flight, 'origin')],
    ['destination', itemAt(found.flight, 'destination')],
    ['date', itemAt(requested, 'date')],
    ['price', found.price],
  ]);
}

function newReservation(id: string, given: ValueMap, passengers: Value, payments: Value): ValueMap {
  return readRecord(
    RESERVATION,
    withEntries(given, [
      ['reservation_id', id],
      ['flights', []],
      ['passengers', passengers],
      ['payment_history', payments],
      ['created_at', FROZEN_NOW],
      ['status', null],
    ]),
  );
}

function priceFlights(
  requested: readonly Value[],
  party: { readonly cabin: Value; readonly passengers: Value },
  state: AirlineState,
): { readonly segments: readonly ValueMap[]; readonly total: Numeric } {
  let total: Numeric = 0n;
  const segments = requested.map((segment) => {
    const found = findBookableSegment(segment, party, state, SECOND_WORDING);
    total = addValues(total, multiplyValues(lengthOf(party.passengers), found.price), '+=');
    return reservationSegment(segment, found);
  });
  return { segments, total };
}

function takeSeats(state: AirlineState, segment: ValueMap, cabin: string, passengers: Value): void {
  const number = textAt(segment, 'flight_number');
  const date = textAt(segment, 'date');
  const flight = state.require('flights', number);
  const dates = mapAt(flight, 'dates');
  const day = mapAt(dates, date);
  const seats = mapAt(day, 'available_seats');
  const left = subtractValues(itemAt(seats, cabin), lengthOf(passengers), '-=');
  const changedDay = withEntries(day, [['available_seats', withEntries(seats, [[cabin, left]])]]);
  state.put('flights', number, withEntries(flight, [['dates', withEntries(dates, [[date, changedDay]])]]));
}
