import type { GoldenAction } from '../../../../domain/trajectory';
import type { Reservation } from '../../policy/reservation-view';
import type { TripReference } from '../facts/user-request';
import type { Scene } from '../scene';
import { toolAction } from './tool-action';

/** More look-ups than this to find a reservation would make a conversation of nothing else. */
const MAX_SEARCHED_RESERVATIONS = 6;

/**
 * A reservation as its customer speaks of it, every time alike: by its id, or without ids at hand by a description, if that fits
 * no other reservation of theirs.
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

/** Look-ups that find a reservation: the one that was named, or one after the other in the order of the profile. */
export function findTrip(scene: Scene, { reservationId, isIdKnown }: TripReference): GoldenAction[] {
  if (isIdKnown) return [detailsAction(reservationId)];
  const ids = scene.user.reservationIds;
  return ids.slice(0, ids.indexOf(reservationId) + 1).map(detailsAction);
}

function detailsAction(reservationId: string): GoldenAction {
  return toolAction('get_reservation_details', { reservation_id: reservationId });
}
