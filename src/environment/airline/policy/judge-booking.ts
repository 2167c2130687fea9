import type { PaymentMethod } from './user-view';
import { ALLOWED, denied, type RequestVerdict } from './verdict';

/** Price of travel insurance for one passenger, dollars. The tools charge the same. */
export const INSURANCE_PRICE = 30;

/** Passengers that one reservation can have. */
export const MAX_PASSENGERS = 5;

/** How many payment methods of each kind one reservation can use. */
export const MAX_METHODS: Readonly<Record<PaymentMethod['source'], number>> = {
  certificate: 1,
  gift_card: 3,
  credit_card: 1,
};

/** Whether a booking for this number of passengers can be made and paid with these methods. */
export function judgeBooking(passengerCount: number, methods: readonly PaymentMethod[]): RequestVerdict {
  if (passengerCount > MAX_PASSENGERS) return denied('TOO_MANY_PASSENGERS');
  const isOverLimit = (['certificate', 'gift_card', 'credit_card'] as const).some(
    (source) => methods.filter((method) => method.source === source).length > MAX_METHODS[source],
  );
  return isOverLimit ? denied('TOO_MANY_METHODS') : ALLOWED;
}
