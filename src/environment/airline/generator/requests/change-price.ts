import type { Cabin, Reservation, SegmentKey } from '../../policy/reservation-view';
import type { AirlineState } from '../../world/state';
import { seatPrice } from './flight-day-view';

/**
 * Cost of a change of flights or cabin for all passengers together, in dollars; negative for a refund. Unchanged
 * flights in the same cabin keep their price.
 *
 * @param flights all flights of the reservation afterwards
 * @returns null when a new flight cannot be booked on its date for that many passengers in that cabin
 */
export function changePrice(
  state: AirlineState,
  trip: Reservation,
  change: { readonly flights: readonly SegmentKey[]; readonly cabin: Cabin },
): number | null {
  const party = { cabin: change.cabin, passengerCount: trip.passengers.length };
  const prices = change.flights.map((wanted) => {
    const kept = trip.segments.find(({ flightNumber, date }) => {
      return flightNumber === wanted.flightNumber && date === wanted.date;
    });
    return kept !== undefined && change.cabin === trip.cabin ? kept.price : seatPrice(state, wanted, party);
  });
  if (prices.some((price) => price === null)) return null;
  const newPrice = prices.reduce<number>((sum, price) => sum + (price ?? 0), 0);
  const oldPrice = trip.segments.reduce((sum, { price }) => sum + price, 0);
  return (newPrice - oldPrice) * party.passengerCount;
}
