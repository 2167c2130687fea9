import { hasDeparted, type FlightStatus } from './flight-status';
import { hoursSince } from './policy-clock';
import type { Reservation } from './reservation-view';
import { ALLOWED, denied, type RequestVerdict } from './verdict';

/** Why a customer wants to cancel. */
export const CANCEL_REASONS = ['CHANGE_OF_PLAN', 'HEALTH', 'WEATHER', 'AIRLINE_CANCELLED'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** A reservation this young can always be cancelled. */
export const FREE_CANCELLATION_HOURS = 24;

/** Reasons that travel insurance covers. */
export const INSURED_REASONS: readonly CancelReason[] = ['HEALTH', 'WEATHER'];

/**
 * Whether a reservation can be cancelled: none of it flown, and one of: made within 24 hours, a flight of it cancelled by the
 * airline, business, or insured for the reason that the customer gives. Membership plays no part.
 *
 * @param statuses of the reservation's flights, in their order
 */
export function judgeCancellation(
  reservation: Reservation,
  statuses: readonly FlightStatus[],
  reason: CancelReason,
): RequestVerdict {
  if (statuses.some(hasDeparted)) return denied('TRAVEL_BEGUN');
  if (hoursSince(reservation.createdAt) <= FREE_CANCELLATION_HOURS) return ALLOWED;
  if (statuses.includes('cancelled') || reservation.cabin === 'business') return ALLOWED;
  if (reason === 'AIRLINE_CANCELLED') return denied('CLAIM_NOT_CONFIRMED');
  return reservation.hasInsurance && INSURED_REASONS.includes(reason) ? ALLOWED : denied('NOT_REFUNDABLE');
}
