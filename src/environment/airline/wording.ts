import { messageText } from '../values/value-repr';
import type { Value } from '../values/value';

/** Messages of failed checks; the versions word the same checks differently. */
export type Wording = {
  readonly userNotFound: (id: Value) => string;
  readonly reservationNotFound: (id: Value) => string;
  /** As `reservationNotFound`, from the tool that only reads a reservation. */
  readonly readReservationNotFound: (id: Value) => string;
  readonly flightNotFound: (number: Value) => string;
  readonly flightNotOnDate: (number: Value, date: Value) => string;
  readonly flightNotAvailable: (number: Value, date: Value) => string;
  readonly notEnoughSeats: (number: Value) => string;
  readonly paymentMethodNotFound: (id: Value) => string;
  readonly notEnoughBalance: (id: Value) => string;
  readonly paymentDoesNotAddUp: (total: Value, paid: Value) => string;
  readonly updatePaymentMethodNotFound: string;
  readonly certificateCannotUpdate: string;
  readonly giftCardTooLow: string;
  readonly passengerCountDiffers: string;
  readonly invalidExpression: string;
};

/** @see Specification of tau-bench airline, section 3 */
export const FIRST_WORDING: Wording = {
  userNotFound: () => 'user not found',
  reservationNotFound: () => 'reservation not found',
  readReservationNotFound: () => 'user not found', // as published
  flightNotFound: (number) => `flight ${messageText(number)} not found`,
  flightNotOnDate: (number, date) => `flight ${messageText(number)} not found on date ${messageText(date)}`,
  flightNotAvailable: (number, date) => `flight ${messageText(number)} not available on date ${messageText(date)}`,
  notEnoughSeats: (number) => `not enough seats on flight ${messageText(number)}`,
  paymentMethodNotFound: (id) => `payment method ${messageText(id)} not found`,
  notEnoughBalance: (id) => `not enough balance in payment method ${messageText(id)}`,
  paymentDoesNotAddUp: (total, paid) =>
    `payment amount does not add up, total price is ${messageText(total)}, but paid ${messageText(paid)}`,
  updatePaymentMethodNotFound: 'payment method not found',
  certificateCannotUpdate: 'certificate cannot be used to update reservation',
  giftCardTooLow: 'gift card balance is not enough',
  passengerCountDiffers: 'number of passengers does not match',
  invalidExpression: 'invalid characters in expression',
};

/** @see Specification of tau2-bench airline, section 2 */
export const SECOND_WORDING: Wording = {
  userNotFound: (id) => `User ${messageText(id)} not found`,
  reservationNotFound: (id) => `Reservation ${messageText(id)} not found`,
  readReservationNotFound: (id) => `Reservation ${messageText(id)} not found`,
  flightNotFound: (number) => capitalized(FIRST_WORDING.flightNotFound(number)),
  flightNotOnDate: (number, date) => capitalized(FIRST_WORDING.flightNotOnDate(number, date)),
  flightNotAvailable: (number, date) => capitalized(FIRST_WORDING.flightNotAvailable(number, date)),
  notEnoughSeats: (number) => capitalized(FIRST_WORDING.notEnoughSeats(number)),
  paymentMethodNotFound: (id) => capitalized(FIRST_WORDING.paymentMethodNotFound(id)),
  notEnoughBalance: (id) => capitalized(FIRST_WORDING.notEnoughBalance(id)),
  paymentDoesNotAddUp: (total, paid) => capitalized(FIRST_WORDING.paymentDoesNotAddUp(total, paid)),
  updatePaymentMethodNotFound: capitalized(FIRST_WORDING.updatePaymentMethodNotFound),
  certificateCannotUpdate: capitalized(FIRST_WORDING.certificateCannotUpdate),
  giftCardTooLow: capitalized(FIRST_WORDING.giftCardTooLow),
  passengerCountDiffers: capitalized(FIRST_WORDING.passengerCountDiffers),
  invalidExpression: capitalized(FIRST_WORDING.invalidExpression),
};

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
