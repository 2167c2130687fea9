import { balanceOf } from './charge-order';
import type { PaymentMethod } from './user-view';

/**
 * Whether one method can pay for (or take the refund of) a change: a credit card, or a gift card that covers the whole of it;
 * a certificate never.
 *
 * @param amount dollars; negative for a refund
 */
export function canPayForChange(method: PaymentMethod, amount: number): boolean {
  return method.source !== 'certificate' && balanceOf(method) >= amount;
}
