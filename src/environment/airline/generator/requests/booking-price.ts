import { EXTRA_BAG_PRICE, nonfreeBags } from '../../policy/baggage-allowance';
import { INSURANCE_PRICE } from '../../policy/judge-booking';
import type { UserRequest } from '../facts/user-request';
import type { Scene } from '../scene';
import { seatPrice } from './flight-day-view';

/** A request for a new reservation. */
export type BookingRequest = UserRequest & { readonly kind: 'BOOK' };

/**
 * Price of a new reservation, dollars: seats, insurance and bags that are not free.
 *
 * @returns null when a flight cannot be booked on its date for that many passengers in that cabin
 */
export function bookingPrice(
  { state, user }: Pick<Scene, 'state' | 'user'>,
  request: Omit<BookingRequest, 'methodIds'>,
): number | null {
  const passengerCount = request.passengers.length;
  const party = { cabin: request.cabin, passengerCount };
  const prices = request.legs.flatMap(({ flights }) => flights.map((flight) => seatPrice(state, flight, party)));
  if (prices.some((price) => price === null)) return null;
  const perPassenger = prices.reduce<number>((sum, price) => sum + (price ?? 0), 0);
  const insurance = request.hasInsurance ? INSURANCE_PRICE : 0;
  return (perPassenger + insurance) * passengerCount + EXTRA_BAG_PRICE * paidBags(user.membership, request);
}

/** Bags of a new reservation that are not free. */
export function paidBags(
  membership: Scene['user']['membership'],
  request: Pick<BookingRequest, 'cabin' | 'passengers' | 'totalBags'>,
): number {
  const { cabin, passengers, totalBags } = request;
  return nonfreeBags(totalBags, { membership, cabin, passengerCount: passengers.length });
}
