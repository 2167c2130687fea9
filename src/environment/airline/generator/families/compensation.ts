import { memoizeByObject } from '../../../../domain/memoize-by-object';
import { hasDeparted } from '../../policy/flight-status';
import type { Reservation } from '../../policy/reservation-view';
import type { DenialReason } from '../../policy/verdict';
import { happens, pick } from '../draws';
import { draftCancellation } from '../requests/draft-cancellation';
import { draftCompensation } from '../requests/draft-compensation';
import { draftFlightChange } from '../requests/draft-flight-change';
import { statusesOf } from '../requests/flight-day-view';
import type { RequestDraft } from '../requests/request-draft';
import { openScene, perform, type Scene, type TaskPool } from '../scene';
import { aboutOneTrip, drawAgain, isAllowed, type DraftConversation } from './task-family';

/** A cancelled flight: the certificate alone or with the cancellation; a delayed one: after a change or the cancellation. */
export const draftGrantedCompensation: DraftConversation = (pool, random) => {
  const disrupted = disruptedTrips(pool);
  if (disrupted.length === 0) return null;
  const trip = pick(random, disrupted);
  const scene = openScene(pool, pool.users.get(trip.userId)!, random);
  const isDelayed = statusesOf(scene.state, trip.segments).includes('delayed');
  const isDemanding = happens(random, 0.3);
  const first = isDelayed || happens(random, 0.5) ? draftFirst(scene, trip, isDelayed) : null;
  if (isDelayed && first === null) return null;
  const complaint = draftCompensation(scene, trip, {
    earlier: first === null ? [] : [first.step.request],
    isDemanding,
  });
  if (complaint === null || !isAllowed(complaint)) return null;
  const drafts = first === null ? [complaint] : [first, complaint];
  return { scene, drafts, manner: { kind: 'PLAIN' } };
};

const REFUSALS: readonly DenialReason[] = ['NOT_ELIGIBLE', 'CLAIM_NOT_CONFIRMED', 'DELAY_WITHOUT_CHANGE'];

/** Not entitled, not true, or delayed and kept unchanged: equally often. */
export const draftRefusedCompensation: DraftConversation = (pool, random) => {
  const reason = pick(random, REFUSALS);
  const isAboutDisruption = reason !== 'CLAIM_NOT_CONFIRMED' && happens(random, 0.7);
  const trips = isAboutDisruption ? disruptedTrips(pool) : pool.reservations;
  const isDemanding = happens(random, 0.3);
  const draft = aboutOneTrip(
    (scene, trip) => draftCompensation(scene, trip, { earlier: [], isDemanding }),
    ({ step }) => !step.verdict.isAllowed && step.verdict.reason === reason,
  );
  return drawAgain(draft)({ ...pool, reservations: trips }, random);
};

/**
 * The request before the complaint; applied immediately, so that the complaint is drafted over the resulting database.
 */
function draftFirst(scene: Scene, trip: Reservation, isDelayed: boolean): RequestDraft | null {
  const isChange = isDelayed && happens(scene.random, 0.6);
  const draft = isChange ? draftFlightChange(scene, trip) : draftCancellation(scene, trip);
  if (draft === null || !isAllowed(draft)) return null;
  return perform(scene, draft.writes) ? draft : null;
}

/** Reservations with a cancelled or delayed flight and no flown one. */
const disruptedTrips = memoizeByObject((pool: TaskPool): readonly Reservation[] =>
  pool.reservations.filter((trip) => {
    const statuses = statusesOf(pool.untouched, trip.segments);
    return (statuses.includes('cancelled') || statuses.includes('delayed')) && !statuses.some(hasDeparted);
  }),
);
