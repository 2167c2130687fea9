import { itemAt, lengthOf } from '../../values/containers';
import { withEntries } from '../../values/value';
import { jsonText } from '../../values/json/json-text';
import { Refusal, type Tool } from '../tool';
import { PASSENGER } from '../world/typed-entries';
import { SECOND_WORDING } from '../wording';
import { readTypedMembers } from './book-reservation-v2';
import { PASSENGERS_PARAMETERS } from './update-reservation-passengers';

/** Replace the passengers of a reservation by as many others, validated first. @see Specification of tau2-bench airline, section 2 */
export const updateReservationPassengersV2: Tool = {
  name: 'update_reservation_passengers',
  parameters: PASSENGERS_PARAMETERS,
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const passengers = readTypedMembers(PASSENGER, itemAt(given, 'passengers'));
    const id = itemAt(given, 'reservation_id');
    const reservation = state.find('reservations', id);
    if (reservation === undefined) throw new Refusal(SECOND_WORDING.reservationNotFound(id));
    if (lengthOf(passengers) !== lengthOf(itemAt(reservation, 'passengers'))) {
      throw new Refusal(SECOND_WORDING.passengerCountDiffers);
    }
    const updated = withEntries(reservation, [['passengers', passengers]]);
    state.put('reservations', id as string, updated);
    return jsonText(updated);
  },
};
