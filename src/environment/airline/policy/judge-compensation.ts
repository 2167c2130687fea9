import type { Disruption, FlightStatus } from './flight-status';
import type { Reservation } from './reservation-view';
import type { UserProfile } from './user-view';
import { ALLOWED, denied, type RequestVerdict } from './verdict';

/** Dollars for each passenger, by what happened. */
export const COMPENSATION_PER_PASSENGER: Readonly<Record<Disruption, number>> = { CANCELLED: 100, DELAYED: 50 };

/** A customer's complaint about a reservation, with what the agent knows. */
export type Complaint = {
  readonly user: UserProfile;
  /** The reservation as it was when the flight was cancelled or delayed. */
  readonly reservation: Reservation;
  /** Of the reservation's flights, in their order. */
  readonly statuses: readonly FlightStatus[];
  readonly disruption: Disruption;
  /** Whether the reservation has been changed or cancelled since. */
  readonly isChanged: boolean;
};

/**
 * Whether a customer who complains and asks gets a certificate: only silver and gold members, insured reservations and
 * business; only when the claim about the flight is true; and for a delay only after a change or cancellation.
 */
export function judgeCompensation({ user, reservation, statuses, disruption, isChanged }: Complaint): RequestVerdict {
  const isEligible = user.membership !== 'regular' || reservation.hasInsurance || reservation.cabin === 'business';
  if (!isEligible) return denied('NOT_ELIGIBLE');
  if (!statuses.includes(disruption === 'CANCELLED' ? 'cancelled' : 'delayed')) return denied('CLAIM_NOT_CONFIRMED');
  return disruption === 'DELAYED' && !isChanged ? denied('DELAY_WITHOUT_CHANGE') : ALLOWED;
}

/** Amount of the certificate, dollars. */
export function compensationAmount(disruption: Disruption, passengerCount: number): number {
  return COMPENSATION_PER_PASSENGER[disruption] * passengerCount;
}
