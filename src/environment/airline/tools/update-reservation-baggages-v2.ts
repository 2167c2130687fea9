import { itemAt } from '../../values/containers';
import { withEntries } from '../../values/value';
import { textAt } from '../world/entry-fields';
import { jsonText } from '../../values/json/json-text';
import { payUpdate } from '../second-update-payment';
import { Refusal, type Tool } from '../tool';
import { SECOND_WORDING } from '../wording';
import { addedBagPrice, BAGGAGE_PARAMETERS } from './update-reservation-baggages';

/** Charge the added bags, then set the counts. @see Specification of tau2-bench airline, section 2 */
export const updateReservationBaggagesV2: Tool = {
  name: 'update_reservation_baggages',
  parameters: BAGGAGE_PARAMETERS,
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const id = itemAt(given, 'reservation_id');
    const reservation = state.find('reservations', id);
    if (reservation === undefined) throw new Refusal(SECOND_WORDING.reservationNotFound(id));
    state.require('users', textAt(reservation, 'user_id'));
    const total = addedBagPrice(itemAt(given, 'nonfree_baggages'), reservation);
    const paid = payUpdate(state, reservation, itemAt(given, 'payment_id'), total);
    const updated = withEntries(paid, [
      ['total_baggages', itemAt(given, 'total_baggages')],
      ['nonfree_baggages', itemAt(given, 'nonfree_baggages')],
    ]);
    state.put('reservations', id as string, updated);
    return jsonText(updated);
  },
};
