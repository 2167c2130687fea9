import { isLess } from '../../values/comparison';
import { appended, itemAt } from '../../values/containers';
import { bagPrice } from '../bookings';
import { jsonText } from '../../values/json/json-text';
import { checkUpdatePayment, debitIfGiftCard } from '../payments';
import { subtractValues } from '../../values/operators';
import type { Numeric } from '../../values/number-arithmetic';
import { withEntries, type Value, type ValueMap } from '../../values/value';
import { textAt } from '../world/entry-fields';
import { Refusal, type Tool } from '../tool';
import { FIRST_WORDING } from '../wording';

export const BAGGAGE_PARAMETERS = ['reservation_id', 'total_baggages', 'nonfree_baggages', 'payment_id'] as const;

/**
 * Set the bags of a reservation and charge the added ones that are not free; fewer bags are not refunded.
 *
 * @see Specification of tau-bench airline, section 3, update_reservation_baggages
 */
export const updateReservationBaggages: Tool = {
  name: 'update_reservation_baggages',
  parameters: BAGGAGE_PARAMETERS,
  kind: 'WRITE',
  endsEpisode: false,
  run(given, state) {
    const id = itemAt(given, 'reservation_id');
    const reservation = state.find('reservations', id);
    if (reservation === undefined) throw new Refusal(FIRST_WORDING.reservationNotFound(id));
    const total = addedBagPrice(itemAt(given, 'nonfree_baggages'), reservation);
    const userId = textAt(reservation, 'user_id');
    const paymentId = itemAt(given, 'payment_id');
    checkUpdatePayment(state.require('users', userId), paymentId, total, FIRST_WORDING);
    const updated = withEntries(reservation, [
      ['total_baggages', itemAt(given, 'total_baggages')],
      ['nonfree_baggages', itemAt(given, 'nonfree_baggages')],
    ]);
    state.put('reservations', id as string, updated);
    debitIfGiftCard(state, userId, paymentId as string, total);
    const paid = withPayment(updated, paymentId, total);
    state.put('reservations', id as string, paid);
    return jsonText(paid);
  },
};

/**
 * Price of the bags that come to those a reservation has; the int 0 when none do.
 *
 * @throws RaisedException TypeError when a count is no number
 */
export function addedBagPrice(nonfreeBaggages: Value, reservation: ValueMap): Numeric {
  const added = subtractValues(nonfreeBaggages, itemAt(reservation, 'nonfree_baggages'), '-');
  return isLess(0n, added) ? (bagPrice(added) as Numeric) : 0n;
}

/** A reservation with a payment in its history, unless the amount is 0. @throws RaisedException AttributeError when the history is no list */
export function withPayment(reservation: ValueMap, paymentId: Value, amount: Numeric): ValueMap {
  if (Number(amount) === 0) return reservation;
  const payment = new Map<string, Value>([
    ['payment_id', paymentId],
    ['amount', amount],
  ]);
  return withEntries(reservation, [
    ['payment_history', appended(itemAt(reservation, 'payment_history'), [payment], 'append')],
  ]);
}
