import { appended, itemAt } from '../values/containers';
import type { Numeric } from '../values/number-arithmetic';
import { readRecord } from '../values/typed-record';
import { withEntries, type Value, type ValueMap } from '../values/value';
import { textAt } from './world/entry-fields';
import { checkUpdatePayment, debitIfGiftCard } from './payments';
import type { AirlineState } from './world/state';
import { PAYMENT } from './world/typed-entries';
import { SECOND_WORDING } from './wording';

/**
 * Pay for a change of a reservation, as the second version does: before anything else of it changes.
 *
 * @param total price of the change; negative for a refund, nothing is recorded for 0
 * @returns the reservation with the payment in its history, not stored yet
 * @throws Refusal when the method cannot pay; RaisedException ValidationError for a fractional total, after a gift card was debited
 */
export function payUpdate(state: AirlineState, reservation: ValueMap, paymentId: Value, total: Numeric): ValueMap {
  const userId = textAt(reservation, 'user_id');
  checkUpdatePayment(state.require('users', userId), paymentId, total, SECOND_WORDING);
  debitIfGiftCard(state, userId, paymentId as string, total);
  if (Number(total) === 0) return reservation;
  const payment = readRecord(
    PAYMENT,
    new Map<string, Value>([
      ['payment_id', paymentId],
      ['amount', total],
    ]),
  );
  const history = appended(itemAt(reservation, 'payment_history'), [payment], 'append');
  return withEntries(reservation, [['payment_history', history]]);
}
