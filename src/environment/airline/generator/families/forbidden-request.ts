import type { Random } from '../../../../domain/random';
import type { Reservation } from '../../policy/reservation-view';
import { pick, pickWeighted } from '../draws';
import { draftAddedBags, draftRemovedBags } from '../requests/draft-bag-change';
import { draftBooking } from '../requests/draft-booking';
import { draftCancellation } from '../requests/draft-cancellation';
import { draftFlightChange } from '../requests/draft-flight-change';
import { draftAddedInsurance, draftPassengerChange, draftPassengerCount } from '../requests/draft-passenger-change';
import type { RequestDraft } from '../requests/request-draft';
import { openScene, type Scene, type TaskPool } from '../scene';
import {
  aboutNoTrip,
  aboutOneTrip,
  drawAgain,
  isForbidden,
  type FamilyConversation,
  type DraftConversation,
} from './task-family';

/** A request that the policy forbids, of one of ten kinds; the correct result is an unchanged database. */
export const draftForbiddenRequest: DraftConversation = (pool, random) =>
  drawAgain(pickWeighted(random, KINDS))(pool, random);

const KINDS: readonly (readonly [DraftConversation, number])[] = [
  [aboutOneTrip((scene, trip) => draftFlightChange(scene, trip), isForbidden), 2],
  [aboutOneTrip(draftUpgradeToMove, isForbidden), 1],
  [aboutOneTrip(draftOtherDestination, isForbidden), 1],
  [aboutOneTrip(draftRemovedBags, isForbidden), 2],
  [aboutOneTrip(draftPassengerCount, isForbidden), 1],
  [aboutOneTrip(draftAddedInsurance, isForbidden), 1],
  [aboutOneTrip(draftAddedBags, isForbidden), 1],
  [aboutNoTrip((scene) => draftBooking(scene, { plan: 'SINGLE', party: 'TOO_MANY' }), isForbidden), 1],
  [aboutNoTrip((scene) => draftBooking(scene, { plan: 'TWO_CERTIFICATES', party: 'FITTING' }), isForbidden), 1],
  [draftForeignTrip, 2],
];

/** Basic economy to another cabin and other flights at once. */
function draftUpgradeToMove(scene: Scene, trip: Reservation): RequestDraft | null {
  if (trip.cabin !== 'basic_economy') return null;
  return draftFlightChange(scene, trip, { isElsewhere: false, cabin: pick(scene.random, ['economy', 'business']) });
}

function draftOtherDestination(scene: Scene, trip: Reservation): RequestDraft | null {
  return draftFlightChange(scene, trip, { isElsewhere: true, cabin: null });
}

/** A customer who asks for a change of somebody else's reservation, of the same split. */
function draftForeignTrip(pool: TaskPool, random: Random): FamilyConversation | null {
  const user = pick(random, [...pool.users.values()]);
  const trip = pick(random, pool.reservations);
  if (trip.userId === user.userId) return null;
  const scene = openScene(pool, user, random);
  const draft = pick(random, [draftCancellation, draftPassengerChange])(scene, trip);
  return draft === null ? null : { scene, drafts: [draft], manner: { kind: 'PLAIN' } };
}
