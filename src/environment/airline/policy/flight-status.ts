import { TODAY } from './policy-clock';

/** Status of a flight on a date. */
export const FLIGHT_STATUSES = ['available', 'on time', 'delayed', 'cancelled', 'flying', 'landed'] as const;
export type FlightStatus = (typeof FLIGHT_STATUSES)[number];

/** What a customer says happened to a flight. */
export type Disruption = 'CANCELLED' | 'DELAYED';

/** Whether the flight has left the ground. */
export function hasDeparted(status: FlightStatus): boolean {
  return status === 'flying' || status === 'landed';
}

/**
 * Presumed status of a flight where no tool shows it (the first version has no such tool): a flight listed by a search
 * is as planned; for an unlisted flight of today or earlier the customer's claim counts, and without a claim a flight
 * before today has been flown.
 *
 * @param sight `isListed` says whether a search for the date showed the flight as available; `claim` is what the
 *   customer says
 */
export function presumeStatus(sight: {
  readonly date: string;
  readonly isListed: boolean;
  readonly claim: Disruption | null;
}): FlightStatus {
  if (sight.isListed) return 'available';
  if (sight.claim === 'CANCELLED') return 'cancelled';
  if (sight.claim === 'DELAYED' && sight.date === TODAY) return 'delayed';
  return sight.date < TODAY ? 'landed' : 'on time';
}
