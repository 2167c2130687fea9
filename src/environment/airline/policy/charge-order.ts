import type { Payment } from './reservation-view';
import type { PaymentMethod } from './user-view';

const RANK: Readonly<Record<PaymentMethod['source'], number>> = { certificate: 0, gift_card: 1, credit_card: 2 };

/**
 * Spread a price over payment methods as the policy orders them: the certificate first, then gift cards from the
 * largest balance, the credit card last; each up to its balance. A method with nothing left to pay is not used.
 *
 * @param total dollars, 0 or more
 * @returns payments that add up to the total; null when the methods do not cover it
 */
export function spreadPayment(total: number, methods: readonly PaymentMethod[]): Payment[] | null {
  let rest = total;
  const payments: Payment[] = [];
  for (const method of [...methods].sort(compareMethods)) {
    const amount = Math.min(rest, balanceOf(method));
    if (amount > 0) payments.push({ paymentId: method.id, amount });
    rest -= amount;
  }
  return rest === 0 ? payments : null;
}

/** Balance of a method in dollars; Infinity for a credit card. */
export function balanceOf(method: PaymentMethod): number {
  return method.source === 'credit_card' ? Infinity : method.balance;
}

function compareMethods(left: PaymentMethod, right: PaymentMethod): number {
  const byKind = RANK[left.source] - RANK[right.source];
  if (byKind !== 0 || left.source === 'credit_card') return byKind;
  return balanceOf(right) - balanceOf(left);
}
