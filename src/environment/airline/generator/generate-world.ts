import { createRandom } from '../../../domain/random';
import type { World } from '../world/world';
import { planFlights } from './world/plan-flights';
import { planReservations } from './world/plan-reservations';
import { planUsers } from './world/plan-users';
import { WorldEntries } from './world/world-entries';
import { checkWorldSettings, type WorldSettings } from './world/world-settings';
import { groupBy } from '../../../domain/group-by';

/**
 * An invented airline of the benchmark's shape: flights with their dates, users, and reservations. Everything in it is made
 * up but the airport codes. The same settings and seed give the same world on every machine, and the same world but for its
 * shape in both versions.
 *
 * @param seed a whole number; only its lower 32 bits count
 * @throws InvalidInputError when a setting is out of range or the seed is no whole number
 */
export function generateWorld(settings: WorldSettings, seed: number): World {
  checkWorldSettings(settings);
  const flights = planFlights(settings, createRandom(seed, 0));
  const users = planUsers(settings, createRandom(seed, 1));
  const reservations = planReservations({ settings, flights, users }, createRandom(seed, 2));
  const entries = new WorldEntries(settings.version);
  const reservationsOfUser = groupBy(reservations, ({ userId }) => userId);
  return {
    flights: new Map(flights.map((flight) => [flight.number, entries.flight(flight)])),
    reservations: new Map(
      reservations.map((reservation) => [reservation.reservationId, entries.reservation(reservation)]),
    ),
    users: new Map(
      users.map((user) => {
        const ids = (reservationsOfUser.get(user.userId) ?? []).map(({ reservationId }) => reservationId);
        return [user.userId, entries.user(user, ids)];
      }),
    ),
  };
}
