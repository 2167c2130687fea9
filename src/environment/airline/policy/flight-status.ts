import { TODAY } from './policy-clock';

/** How a flight stands on a date. */
export const FLIGHT_STATUSES = ['available', 'on time', 'delayed', 'cancelled', 'flying', 'landed'] as const;
export type FlightStatus = (typeof FLIGHT_STATUSES)[number];

/** What a customer says happened to a flight. */
export type Disruption = 'CANCELLED' | 'DELAYED';

/** Whether the flight has left the ground. */
export function hasDeparted(status: FlightStatus): boolean {
  return status === 'flying' || status === 'landed';
}

/**
 * What to take a flight's status for where no tool shows it (the first version has none that does): a flight that a search
 * lists goes as planned; of another one of today or before, the customer's word counts, and without it one before today has
 * been flown.
 *
 * @param sight `isListed` says whether a search for the date showed the flight as available; `claim` is the customer's word
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
