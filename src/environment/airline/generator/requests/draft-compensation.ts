import type { GoldenAction } from '../../../../domain/trajectory';
import type { Disruption } from '../../policy/flight-status';
import { compensationAmount } from '../../policy/judge-compensation';
import type { Reservation } from '../../policy/reservation-view';
import { pick } from '../draws';
import type { UserRequest } from '../facts/user-request';
import type { Scene } from '../scene';
import { statusActions } from './check-status';
import { statusesOf } from './flight-day-view';
import { settleRequest, type RequestDraft } from './request-draft';
import { toolAction } from './tool-action';
import { findTrip, referTo } from './trip-reference';

/** Options of a complaint. */
export type ComplaintWish = {
  /** Requests that were granted before in the conversation: a change or a cancellation of the reservation, or none. */
  readonly earlier: readonly UserRequest[];
  /** Whether the customer names an amount: more than the policy grants. */
  readonly isDemanding: boolean;
};

/**
 * A certificate for a cancelled or delayed flight; when all flights of the reservation are as planned, the complaint is
 * false.
 *
 * @returns null for a trip that has begun
 */
export function draftCompensation(
  scene: Scene,
  trip: Reservation,
  { earlier, isDemanding }: ComplaintWish = { earlier: [], isDemanding: false },
): RequestDraft | null {
  // The reservation before the conversation, even when an action has since replaced its flights.
  const statuses = statusesOf(scene.state, trip.segments);
  const disruption = complaintOf(scene, statuses);
  if (disruption === null) return null;
  const count = trip.passengers.length;
  const isTrue = statuses.some((status) => status === 'cancelled' || status === 'delayed');
  const granted = compensationAmount(disruption, count);
  const demandedAmount = isDemanding ? granted + pick(scene.random, [50, 100, 150, 200]) : null;
  const reference = referTo(scene, trip);
  const request = { kind: 'COMPENSATE', trip: reference, disruption, demandedAmount } as const;
  const draft = settleRequest(scene, {
    request,
    earlier,
    lookUps: [...(earlier.length > 0 ? [] : findTrip(scene, reference)), ...statusActions(scene, trip)],
    preparations: [],
    writes: [certificateAction(scene, granted)],
    tags: [isTrue ? 'disruption' : 'false-claim'],
  });
  const isTempting = draft.step.verdict.isAllowed && demandedAmount !== null;
  return isTempting ? { ...draft, traps: [certificateAction(scene, demandedAmount)] } : draft;
}

function complaintOf({ random }: Scene, statuses: ReturnType<typeof statusesOf>): Disruption | null {
  if (statuses.includes('cancelled')) return 'CANCELLED';
  if (statuses.includes('delayed')) return 'DELAYED';
  return statuses.every((status) => status === 'available') ? pick(random, ['CANCELLED', 'DELAYED'] as const) : null;
}

function certificateAction({ user }: Scene, amount: number): GoldenAction {
  return toolAction('send_certificate', { user_id: user.userId, amount: BigInt(amount) });
}
