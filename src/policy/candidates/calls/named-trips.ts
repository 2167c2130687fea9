import type { Focus } from '../focus';
import type { SeenReservation } from '../knowledge/knowledge';

/** Reservations that the customer named or described, in order of mention; only those already seen. */
export function namedTrips({ knowledge }: Focus): SeenReservation[] {
  const { window, reservations } = knowledge;
  const found = window.said.flatMap(({ text, reservationIds, routes }) => {
    const byId = reservationIds.map((id) => ({ trip: reservations.get(id), place: text.indexOf(id) }));
    const byRoute = routes.map((route, rank) => ({
      trip: [...reservations.values()].find((trip) => {
        const isOnRoute = trip.origin === route.origin && trip.destination === route.destination;
        return isOnRoute && trip.segments[0]?.date === route.date;
      }),
      place: rank,
    }));
    return [...byId.sort((left, right) => left.place - right.place), ...byRoute];
  });
  return [...new Set(found.flatMap(({ trip }) => (trip === undefined ? [] : [trip])))];
}
