import { isEqual, isLess } from '../values/comparison';
import { findIn, itemAt, lookUp, membersOf } from '../values/containers';
import { subtractValues, sumValues } from '../values/operators';
import type { Numeric } from '../values/number-arithmetic';
import { withEntries, withoutKey, type Value, type ValueMap } from '../values/value';
import { mapAt } from './world/entry-fields';
import type { AirlineState } from './world/state';
import { Refusal } from './tool';
import type { Wording } from './wording';

/**
 * Check the payments of a booking: every method exists, gift cards and certificates cover their part (each entry judged
 * against the untouched balance), and the parts add up to the price.
 *
 * @param payments entries with `payment_id` and `amount`
 * @throws Refusal when a check fails; RaisedException when an entry lacks a key or an amount cannot be compared
 */
export function checkBookingPayments(user: ValueMap, payments: Value, total: Numeric, wording: Wording): void {
  const methods = mapAt(user, 'payment_methods');
  for (const payment of membersOf(payments)) {
    const id = itemAt(payment, 'payment_id');
    const amount = itemAt(payment, 'amount');
    const method = findIn(methods, id);
    if (method === undefined) throw new Refusal(wording.paymentMethodNotFound(id));
    const source = itemAt(method, 'source');
    const hasBalance = source === 'gift_card' || source === 'certificate';
    if (hasBalance && isLess(itemAt(method, 'amount'), amount)) throw new Refusal(wording.notEnoughBalance(id));
  }
  const paid = sumValues(membersOf(payments).map((payment) => itemAt(payment, 'amount')));
  if (!isEqual(paid, total)) throw new Refusal(wording.paymentDoesNotAddUp(total, paid));
}

/**
 * Take the payments of a booking from the user: a gift card is debited, a certificate is used up even if part of it
 * remains, a credit card is unchanged. Each step is stored immediately: the second look-up of a certificate that is
 * listed twice raises, because it is gone.
 *
 * @param payments as checked by `checkBookingPayments`
 * @throws RaisedException KeyError when a certificate is listed twice
 */
export function takeBookingPayments(state: AirlineState, userId: string, payments: Value): void {
  for (const payment of membersOf(payments)) {
    const user = state.require('users', userId);
    const methods = mapAt(user, 'payment_methods');
    const id = itemAt(payment, 'payment_id') as string; // it was found among the methods
    const method = lookUp(methods, id);
    const source = itemAt(method, 'source');
    if (source === 'gift_card') debitGiftCard(state, userId, id, itemAt(payment, 'amount'));
    if (source === 'certificate') {
      state.put('users', userId, withEntries(user, [['payment_methods', withoutKey(methods, id)]]));
    }
  }
}

/**
 * Check that a change of a reservation can be paid (or refunded) with a method: the method exists, is not a
 * certificate, and a gift card has a sufficient balance.
 *
 * @param total price of the change; negative for a refund
 * @throws Refusal when a check fails
 */
export function checkUpdatePayment(user: ValueMap, paymentId: Value, total: Numeric, wording: Wording): void {
  const method = findIn(mapAt(user, 'payment_methods'), paymentId);
  if (method === undefined) throw new Refusal(wording.updatePaymentMethodNotFound);
  const source = itemAt(method, 'source');
  if (source === 'certificate') throw new Refusal(wording.certificateCannotUpdate);
  if (source === 'gift_card' && isLess(itemAt(method, 'amount'), total)) throw new Refusal(wording.giftCardTooLow);
}

/** Take an amount from a method of the user if it is a gift card; a negative amount is added to it. */
export function debitIfGiftCard(state: AirlineState, userId: string, paymentId: string, amount: Value): void {
  const method = lookUp(mapAt(state.require('users', userId), 'payment_methods'), paymentId);
  if (itemAt(method, 'source') === 'gift_card') debitGiftCard(state, userId, paymentId, amount);
}

function debitGiftCard(state: AirlineState, userId: string, paymentId: string, amount: Value): void {
  const user = state.require('users', userId);
  const methods = mapAt(user, 'payment_methods');
  const method = mapAt(methods, paymentId);
  const debited = withEntries(method, [['amount', subtractValues(itemAt(method, 'amount'), amount, '-=')]]);
  const changedMethods = withEntries(methods, [[paymentId, debited]]);
  state.put('users', userId, withEntries(user, [['payment_methods', changedMethods]]));
}
