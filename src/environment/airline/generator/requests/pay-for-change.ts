import type { GoldenAction } from '../../../../domain/trajectory';
import { canPayForChange } from '../../policy/update-payment';
import type { PaymentMethod } from '../../policy/user-view';
import { pick } from '../draws';
import { currentUser, type Scene } from '../scene';
import { toolAction } from './tool-action';

/**
 * The payment method that the customer names for a change: one that covers the amount now.
 *
 * @param amount dollars; negative for a refund
 * @returns null when no method does, or when nothing is to be paid and there would be a choice: the method would then
 *   not matter to the tool, but the task would reject a valid choice
 */
export function drawChangePayment(scene: Scene, amount: number): PaymentMethod | null {
  const able = currentUser(scene).methods.filter((method) => canPayForChange(method, amount));
  if (able.length === 0 || (amount === 0 && able.length > 1)) return null;
  return pick(scene.random, able);
}

/** The calculation of what a change costs each passenger and all of them. */
export function differenceAction(
  newPrices: readonly number[],
  oldPrices: readonly number[],
  passengerCount: number,
): GoldenAction {
  const expression = `(${newPrices.join(' + ')} - ${oldPrices.join(' - ')}) * ${passengerCount}`;
  return toolAction('calculate', { expression });
}
