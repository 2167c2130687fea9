import type { GoldenAction } from '../../../../domain/trajectory';
import type { CancelReason } from '../../policy/judge-cancellation';
import { hasDeparted, type FlightStatus } from '../../policy/flight-status';
import type { Reservation } from '../../policy/reservation-view';
import { pick, pickWeighted } from '../draws';
import type { Scene } from '../scene';
import { statusActions } from './check-status';
import { statusesOf } from './flight-day-view';
import { settleRequest, type RequestDraft } from './request-draft';
import { toolAction } from './tool-action';
import { findTrip, referTo } from './trip-reference';

/** Cancel a reservation, for a reason that may or may not be good enough, or not true; null for a lie that changes nothing. */
export function draftCancellation(scene: Scene, trip: Reservation): RequestDraft | null {
  const statuses = statusesOf(scene.state, trip.segments);
  const reason = drawReason(scene, statuses);
  const isTrue = reason !== 'AIRLINE_CANCELLED' || statuses.includes('cancelled');
  const reference = referTo(scene, trip);
  const checks: readonly GoldenAction[] = reason === 'AIRLINE_CANCELLED' ? statusActions(scene, trip) : [];
  const draft = settleRequest(scene, {
    request: { kind: 'CANCEL', trip: reference, reason },
    lookUps: [...findTrip(scene, reference), ...checks],
    preparations: [],
    writes: [cancelAction(trip)],
    tags: statuses.includes('cancelled') ? ['disruption'] : isTrue ? [] : ['false-claim'],
  });
  const isIdleLie = !isTrue && (draft.step.verdict.isAllowed || trip.userId !== scene.user.userId);
  return isIdleLie ? null : draft;
}

/** The call that cancels a reservation. */
export function cancelAction({ reservationId }: Reservation): GoldenAction {
  return toolAction('cancel_reservation', { reservation_id: reservationId });
}

/** Customers with a cancelled flight say so; false claims concern only flights that a search shows to be as planned. */
function drawReason({ random }: Scene, statuses: readonly FlightStatus[]): CancelReason {
  if (statuses.includes('cancelled') && !statuses.some(hasDeparted)) return 'AIRLINE_CANCELLED';
  if (statuses.some((status) => status !== 'available')) {
    return pick(random, ['CHANGE_OF_PLAN', 'HEALTH', 'WEATHER'] as const);
  }
  return pickWeighted<CancelReason>(random, [
    ['CHANGE_OF_PLAN', 0.35],
    ['HEALTH', 0.25],
    ['WEATHER', 0.25],
    ['AIRLINE_CANCELLED', 0.15],
  ]);
}
