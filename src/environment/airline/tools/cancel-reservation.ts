import { appended, itemAt, membersOf } from '../../values/containers';
import { negateValue } from '../../values/operators';
import { withEntries, type Value, type ValueMap } from '../../values/value';
import { jsonText } from '../../values/json/json-text';
import { Refusal, type Tool } from '../tool';
import type { Wording } from '../wording';

/**
 * Cancel a reservation: every payment so far is appended again with the opposite sign. Cancelling twice doubles the history;
 * no balance is refunded and no seat released. The same in both versions.
 *
 * @see Specification of tau-bench airline, section 3, cancel_reservation
 */
export function cancelReservationTool(wording: Wording): Tool {
  return {
    name: 'cancel_reservation',
    parameters: ['reservation_id'],
    kind: 'WRITE',
    endsEpisode: false,
    run(given, state) {
      const id = itemAt(given, 'reservation_id');
      const reservation = state.find('reservations', id);
      if (reservation === undefined) throw new Refusal(wording.reservationNotFound(id));
      const history = itemAt(reservation, 'payment_history');
      const cancelled = withEntries(reservation, [
        ['payment_history', appended(history, membersOf(history).map(refundOf), 'extend')],
        ['status', 'cancelled'],
      ]);
      state.put('reservations', id as string, cancelled);
      return jsonText(cancelled);
    },
  };
}

function refundOf(payment: Value): ValueMap {
  return new Map<string, Value>([
    ['payment_id', itemAt(payment, 'payment_id')],
    ['amount', negateValue(itemAt(payment, 'amount'))],
  ]);
}
