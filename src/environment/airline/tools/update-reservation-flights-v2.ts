import { itemAt, lengthOf } from '../../values/containers';
import type { Numeric } from '../../values/number-arithmetic';
import { addValues, multiplyValues, subtractValues } from '../../values/operators';
import { withEntries, type Value, type ValueMap } from '../../values/value';
import { findBookableSegment } from '../bookable-segment';
import { textAt } from '../world/entry-fields';
import { jsonText } from '../../values/json/json-text';
import { payUpdate } from '../second-update-payment';
import type { AirlineState } from '../world/state';
import { Refusal, type Tool } from '../tool';
import { FLIGHT_INFO } from '../world/typed-entries';
import { SECOND_WORDING } from '../wording';
import { readTypedMembers, reservationSegment } from './book-reservation-v2';
import { FLIGHTS_PARAMETERS, keptSegment, priceOfFlights } from './update-reservation-flights';

/**
 * Replace the flights of a reservation and set its cabin; segments that it has already, in its own cabin, stay as they are.
 *
 * @see Specification of tau2-bench airline, section 2
 */
export const updateReservationFlightsV2: Tool = {
  name: 'update_reservation_flights',
  parameters: FLIGHTS_PARAMETERS,
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const requested = readTypedMembers(FLIGHT_INFO, itemAt(given, 'flights'));
    const id = itemAt(given, 'reservation_id');
    const reservation = state.find('reservations', id);
    if (reservation === undefined) throw new Refusal(SECOND_WORDING.reservationNotFound(id));
    state.require('users', textAt(reservation, 'user_id'));
    const cabin = itemAt(given, 'cabin');
    const { segments, price } = priceFlights(requested, cabin, reservation, state);
    const total = subtractValues(price, priceOfFlights(reservation), '-=');
    const paid = payUpdate(state, reservation, itemAt(given, 'payment_id'), total);
    const updated = withEntries(paid, [
      ['flights', segments],
      ['cabin', cabin],
    ]);
    state.put('reservations', id as string, updated);
    return jsonText(updated);
  },
};

function priceFlights(
  requested: readonly Value[],
  cabin: Value,
  reservation: ValueMap,
  state: AirlineState,
): { readonly segments: readonly Value[]; readonly price: Numeric } {
  const party = { cabin, passengers: itemAt(reservation, 'passengers') };
  let price: Numeric = 0n;
  const segments = requested.map((segment) => {
    const kept =
      keptSegment(segment, cabin, reservation) ??
      reservationSegment(segment, findBookableSegment(segment, party, state, SECOND_WORDING));
    price = addValues(price, multiplyValues(lengthOf(party.passengers), itemAt(kept, 'price')), '+=');
    return kept;
  });
  return { segments, price };
}
