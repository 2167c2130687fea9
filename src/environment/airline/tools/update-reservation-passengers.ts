import { itemAt, lengthOf } from '../../values/containers';
import { withEntries } from '../../values/value';
import { jsonText } from '../../values/json/json-text';
import { Refusal, type Tool } from '../tool';
import { FIRST_WORDING } from '../wording';

export const PASSENGERS_PARAMETERS = ['reservation_id', 'passengers'] as const;

/**
 * Replace the passengers of a reservation by as many others; the entries are stored as given.
 *
 * @see Specification of tau-bench airline, section 3, update_reservation_passengers
 */
export const updateReservationPassengers: Tool = {
  name: 'update_reservation_passengers',
  parameters: PASSENGERS_PARAMETERS,
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const id = itemAt(given, 'reservation_id');
    const reservation = state.find('reservations', id);
    if (reservation === undefined) throw new Refusal(FIRST_WORDING.reservationNotFound(id));
    const passengers = itemAt(given, 'passengers');
    if (lengthOf(passengers) !== lengthOf(itemAt(reservation, 'passengers'))) {
      throw new Refusal(FIRST_WORDING.passengerCountDiffers);
    }
    const updated = withEntries(reservation, [['passengers', passengers]]);
    state.put('reservations', id as string, updated);
    return jsonText(updated);
  },
};
