import type { Reservation } from '../../policy/reservation-view';
import { happens, pick } from '../draws';
import { draftAddedBags } from '../requests/draft-bag-change';
import { draftBooking } from '../requests/draft-booking';
import { draftCabinChange } from '../requests/draft-cabin-change';
import { draftCancellation } from '../requests/draft-cancellation';
import { draftFlightChange } from '../requests/draft-flight-change';
import { draftPassengerChange } from '../requests/draft-passenger-change';
import { draftQuestion } from '../requests/draft-question';
import type { RequestDraft } from '../requests/request-draft';
import { openScene, perform, type Scene } from '../scene';
import type { DraftConversation } from './task-family';
import { shuffle } from '../../../../domain/shuffle';

type TripDrafter = (scene: Scene, trip: Reservation) => RequestDraft | null;

const TRIP_DRAFTERS: readonly TripDrafter[] = [
  draftCancellation,
  (scene, trip) => draftFlightChange(scene, trip),
  draftCabinChange,
  draftAddedBags,
  draftPassengerChange,
];

/**
 * Two or three requests of one customer, each about a different reservation or about none. At most one is refused, at
 * least one changes the database, and none ends in a transfer, which would end the conversation.
 */
export const draftSeveralRequests: DraftConversation = (pool, random) => {
  const users = [...pool.reservationsOfUser].filter(([, trips]) => trips.length >= 2);
  if (users.length === 0) return null;
  const scene = openScene(pool, pool.users.get(pick(random, users)[0])!, random);
  const drafts = drawDrafts(scene, random.integer(2, 3));
  if (drafts === null) return null;
  const refused = drafts.filter(({ step }) => !step.verdict.isAllowed);
  const changes = drafts.filter(({ writes }) => writes.length > 0);
  if (refused.length > 1 || changes.length === 0) return null;
  const tagged = drafts.map((draft) => ({ ...draft, tags: [...draft.tags, 'several-requests' as const] }));
  return { scene, drafts: tagged, manner: { kind: 'PLAIN' } };
};

/** Each is drafted over the database that the earlier ones leave. */
function drawDrafts(scene: Scene, count: number): RequestDraft[] | null {
  const trips = shuffle(scene.random, scene.trips);
  const drafts: RequestDraft[] = [];
  for (let rank = 0; rank < count; rank += 1) {
    const isFree = rank === count - 1 && happens(scene.random, 0.45);
    const draft = isFree ? drawFree(scene, trips.slice(rank)) : drawAboutTrip(scene, trips[rank]);
    if (draft === null || !canFollow(draft) || !perform(scene, draft.writes)) return null;
    drafts.push(draft);
  }
  return drafts;
}

function drawAboutTrip(scene: Scene, trip: Reservation | undefined): RequestDraft | null {
  return trip === undefined ? null : pick(scene.random, TRIP_DRAFTERS)(scene, trip);
}

/** Bookings and questions come last, so that a booking is paid from what earlier changes have left. */
function drawFree(scene: Scene, unusedTrips: readonly Reservation[]): RequestDraft | null {
  return happens(scene.random, 0.6) ? draftBooking(scene) : draftQuestion(scene, unusedTrips);
}

function canFollow({ step }: RequestDraft): boolean {
  return step.verdict.isAllowed || !step.verdict.needsHuman;
}
