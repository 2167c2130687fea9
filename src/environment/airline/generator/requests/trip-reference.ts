import type { GoldenAction } from '../../../../domain/trajectory';
import type { Reservation } from '../../policy/reservation-view';
import type { TripReference } from '../facts/user-request';
import type { Scene } from '../scene';
import { toolAction } from './tool-action';

/** Max number of reads to find a reservation, so that they do not dominate the conversation. */
const MAX_SEARCHED_RESERVATIONS = 6;

/**
 * How the customer refers to a reservation, consistently: by id, or without ids by a description that fits no other
 * reservation of theirs.
 */
export function referTo(scene: Scene, trip: Reservation): TripReference {
  const { reservationId, origin, destination } = trip;
  const date = trip.segments[0]!.date;
  const like = scene.trips.filter(
    (other) => other.origin === origin && other.destination === destination && other.segments[0]!.date === date,
  );
  const canDescribe = like.length === 1 && scene.trips.length <= MAX_SEARCHED_RESERVATIONS;
  const isIdKnown = !canDescribe || scene.hasIdsAtHand;
  return { reservationId, isIdKnown, origin, destination, date };
}

/** Reads that find a reservation: the one named, or one by one in the order of the profile. */
export function findTrip(scene: Scene, { reservationId, isIdKnown }: TripReference): GoldenAction[] {
  if (isIdKnown) return [detailsAction(reservationId)];
  const ids = scene.user.reservationIds;
  return ids.slice(0, ids.indexOf(reservationId) + 1).map(detailsAction);
}

function detailsAction(reservationId: string): GoldenAction {
  return toolAction('get_reservation_details', { reservation_id: reservationId });
}
