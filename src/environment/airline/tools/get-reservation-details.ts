import { itemAt } from '../../values/containers';
import { entryJson } from '../world/entry-json';
import { Refusal, type Tool } from '../tool';
import type { Wording } from '../wording';

/** Show a reservation as JSON. */
export function getReservationDetailsTool(wording: Wording): Tool {
  return {
    name: 'get_reservation_details',
    parameters: ['reservation_id'],
    kind: 'READ',
    endsEpisode: false,
    run(given, state) {
      const id = itemAt(given, 'reservation_id');
      const reservation = state.find('reservations', id);
      if (reservation === undefined) throw new Refusal(wording.readReservationNotFound(id));
      return entryJson(reservation);
    },
  };
}
