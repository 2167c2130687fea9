import { findIn, itemAt } from '../../../values/containers';
import { mapAt } from '../../world/entry-fields';
import { amountAt } from '../../policy/amount-at';
import { FLIGHT_STATUSES, type FlightStatus } from '../../policy/flight-status';
import type { Cabin, SegmentKey } from '../../policy/reservation-view';
import type { AirlineState } from '../../world/state';
import type { ValueMap } from '../../../values/value';

/**
 * Status of a flight on a date. @throws InvalidInputError or RaisedException when the world is malformed or lacks it
 */
export function statusOf(state: AirlineState, segment: SegmentKey): FlightStatus {
  const status = itemAt(dayEntry(state, segment) ?? null, 'status');
  return FLIGHT_STATUSES.find((known) => known === status) ?? 'on time';
}

/** Statuses of all flights of a reservation, in order. */
export function statusesOf(state: AirlineState, segments: readonly SegmentKey[]): FlightStatus[] {
  return segments.map((segment) => statusOf(state, segment));
}

/**
 * Price of one seat, dollars; null when the flight cannot be booked on that date for that many passengers in that
 * cabin.
 */
export function seatPrice(
  state: AirlineState,
  segment: SegmentKey,
  party: { readonly cabin: Cabin; readonly passengerCount: number },
): number | null {
  const day = dayEntry(state, segment);
  if (day?.get('status') !== 'available') return null;
  if (amountAt(mapAt(day, 'available_seats'), party.cabin) < party.passengerCount) return null;
  return amountAt(mapAt(day, 'prices'), party.cabin);
}

function dayEntry(state: AirlineState, { flightNumber, date }: SegmentKey): ValueMap | undefined {
  const flight = state.find('flights', flightNumber);
  if (flight === undefined) return undefined;
  const dates = mapAt(flight, 'dates');
  return findIn(dates, date) === undefined ? undefined : mapAt(dates, date);
}
