import { createRandom } from '../../../domain/random';
import type { World } from '../world/world';
import { planFlights } from './world/plan-flights';
import { planReservations } from './world/plan-reservations';
import { planUsers } from './world/plan-users';
import { WorldEntries } from './world/world-entries';
import { checkWorldSettings, type WorldSettings } from './world/world-settings';
import { groupBy } from '../../../domain/group-by';

/**
 * Generates a synthetic airline in the shape of the benchmark: flights with their dates, users, and reservations.
 * Everything except the airport codes is invented. The same settings and seed give the same world on every machine, and
 * in both versions the same world apart from its format.
 *
 * @param seed an integer; only its lower 32 bits are used
 * @throws InvalidInputError when a setting is out of range or the seed is not an integer
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
