import { hasDeparted, type FlightStatus } from './flight-status';
import type { FlightType, Reservation } from './reservation-view';
import { ALLOWED, denied, type RequestVerdict } from './verdict';

/** A requested change of a reservation, as far as the policy depends on it. */
export type WantedChange =
  | {
      readonly kind: 'FLIGHTS';
      readonly origin: string;
      readonly destination: string;
      readonly flightType: FlightType;
    }
  | { readonly kind: 'CABIN' }
  | { readonly kind: 'BAGS'; readonly totalBags: number }
  | { readonly kind: 'PASSENGERS'; readonly passengerCount: number }
  | { readonly kind: 'INSURANCE' };

/**
 * Whether a reservation can be changed in this way. Nothing changes once travel has begun; flights of basic economy stay, also
 * together with a change of cabin; route and trip type stay; bags are only added; the number of passengers stays; insurance is
 * sold with the booking alone.
 *
 * @param statuses of the reservation's flights, in their order
 */
export function judgeChange(
  reservation: Reservation,
  statuses: readonly FlightStatus[],
  change: WantedChange,
): RequestVerdict {
  if (statuses.some(hasDeparted)) return denied('TRAVEL_BEGUN');
  switch (change.kind) {
    case 'FLIGHTS':
      return judgeFlights(reservation, change);
    case 'CABIN':
      return ALLOWED;
    case 'BAGS':
      return change.totalBags < reservation.totalBags ? denied('BAGS_ONLY_ADDED') : ALLOWED;
    case 'PASSENGERS':
      return change.passengerCount === reservation.passengers.length ? ALLOWED : denied('PASSENGER_COUNT_FIXED');
    case 'INSURANCE':
      return denied('INSURANCE_ONLY_AT_BOOKING');
  }
}

function judgeFlights(reservation: Reservation, wanted: WantedChange & { readonly kind: 'FLIGHTS' }): RequestVerdict {
  if (reservation.cabin === 'basic_economy') return denied('BASIC_ECONOMY_FIXED');
  const isSameRoute =
    wanted.origin === reservation.origin &&
    wanted.destination === reservation.destination &&
    wanted.flightType === reservation.flightType;
  return isSameRoute ? ALLOWED : denied('ROUTE_FIXED');
}
