import { isEqual } from '../../values/comparison';
import { itemAt, lengthOf, membersOf } from '../../values/containers';
import type { Numeric } from '../../values/number-arithmetic';
import { addValues, multiplyValues, subtractValues, sumValues } from '../../values/operators';
import { withEntries, type Value, type ValueMap } from '../../values/value';
import { findBookableSegment } from '../bookable-segment';
import { mapMembers } from '../bookings';
import { textAt } from '../world/entry-fields';
import { jsonText } from '../../values/json/json-text';
import { checkUpdatePayment, debitIfGiftCard } from '../payments';
import type { AirlineState } from '../world/state';
import { Refusal, type Tool } from '../tool';
import { FIRST_WORDING } from '../wording';
import { pricedSegment } from './book-reservation';
import { withPayment } from './update-reservation-baggages';

export const FLIGHTS_PARAMETERS = ['reservation_id', 'cabin', 'flights', 'payment_id'] as const;

/**
 * Replace the flights of a reservation. Segments that it has already, in its own cabin, keep their price. As published, the
 * cabin of the reservation stays what it was.
 *
 * @see Specification of tau-bench airline, section 3, update_reservation_flights
 */
export const updateReservationFlights: Tool = {
  name: 'update_reservation_flights',
  parameters: FLIGHTS_PARAMETERS,
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const id = itemAt(given, 'reservation_id');
    const reservation = state.find('reservations', id);
    if (reservation === undefined) throw new Refusal(FIRST_WORDING.reservationNotFound(id));
    const { flights, price } = priceFlights(given, reservation, state);
    const total = subtractValues(price, priceOfFlights(reservation), '-=');
    const userId = textAt(reservation, 'user_id');
    const paymentId = itemAt(given, 'payment_id');
    checkUpdatePayment(state.require('users', userId), paymentId, total, FIRST_WORDING);
    debitIfGiftCard(state, userId, paymentId as string, total);
    const updated = withEntries(reservation, [['flights', flights]]);
    state.put('reservations', id as string, updated);
    const paid = withPayment(updated, paymentId, total);
    state.put('reservations', id as string, paid);
    return jsonText(paid);
  },
};

/** What a reservation's flights cost all its passengers. */
export function priceOfFlights(reservation: ValueMap): Value {
  const prices = membersOf(itemAt(reservation, 'flights')).map((segment) => itemAt(segment, 'price'));
  return multiplyValues(lengthOf(itemAt(reservation, 'passengers')), sumValues(prices));
}

/** The first segment of a reservation that is the requested one, if the cabin stays the same. */
export function keptSegment(segment: Value, cabin: Value, reservation: ValueMap): Value | undefined {
  const same = membersOf(itemAt(reservation, 'flights')).filter(
    (existing) =>
      isEqual(itemAt(existing, 'flight_number'), itemAt(segment, 'flight_number')) &&
      isEqual(itemAt(existing, 'date'), itemAt(segment, 'date')) &&
      isEqual(cabin, itemAt(reservation, 'cabin')),
  );
  return same[0];
}

function priceFlights(
  given: ValueMap,
  reservation: ValueMap,
  state: AirlineState,
): { readonly flights: Value; readonly price: Numeric } {
  const party = { cabin: itemAt(given, 'cabin'), passengers: itemAt(reservation, 'passengers') };
  let price: Numeric = 0n;
  const flights = mapMembers(itemAt(given, 'flights'), (segment) => {
    const kept = keptSegment(segment, party.cabin, reservation);
    const bookable = kept === undefined ? findBookableSegment(segment, party, state, FIRST_WORDING) : null;
    const source = kept ?? bookable!.flight;
    const segmentPrice = bookable?.price ?? itemAt(source, 'price');
    price = addValues(price, multiplyValues(lengthOf(party.passengers), segmentPrice), '+=');
    return pricedSegment(segment, {
      price: segmentPrice,
      origin: itemAt(source, 'origin'),
      destination: itemAt(source, 'destination'),
    });
  });
  return { flights, price };
}
