import { textAt } from '../../world/entry-fields';
import { flightsFrom } from '../../world/flight-index';
import type { Cabin, FlightType } from '../../policy/reservation-view';
import { happens, pick } from '../draws';
import type { FlightPreference, WantedLeg } from '../facts/user-request';
import type { Scene } from '../scene';
import { dateOfDay, TODAY_DAY } from '../world/world-time';
import { chooseFlights, type FlightSearch } from './flight-search';

/** A desired journey, with the flights that the customer's preferences select. */
export type WantedJourney = {
  readonly origin: string;
  readonly destination: string;
  readonly flightType: FlightType;
  readonly legs: readonly WantedLeg[];
};

const CONNECTION_SHARE = 0.15;

/**
 * A journey on flights with enough seats: direct, or sometimes with one stop where there is no direct flight.
 *
 * @returns null when a draw finds no flights, or none that a preference selects uniquely
 */
export function drawJourney(
  scene: Scene,
  party: { readonly cabin: Cabin; readonly passengerCount: number },
): WantedJourney | null {
  const { random, pool } = scene;
  const route = drawRoute(scene);
  if (route === null) return null;
  const day = random.integer(TODAY_DAY + 1, pool.lastDay);
  const there = chooseLeg(scene, { ...route, ...party, date: dateOfDay(day) });
  if (there === null) return null;
  const { origin, destination } = route;
  if (day === pool.lastDay || !happens(random, 0.35)) {
    return { origin, destination, flightType: 'one_way', legs: [there] };
  }
  const date = dateOfDay(random.integer(day + 1, Math.min(day + 7, pool.lastDay)));
  const back = chooseLeg(scene, { origin: destination, destination: origin, ...party, date });
  return back === null ? null : { origin, destination, flightType: 'round_trip', legs: [there, back] };
}

function drawRoute({ random, state, pool }: Scene): { readonly origin: string; readonly destination: string } | null {
  const flight = pool.world.flights.get(pick(random, pool.flightNumbers))!;
  const origin = textAt(flight, 'origin');
  const destination = textAt(flight, 'destination');
  if (!happens(random, CONNECTION_SHARE)) return { origin, destination };
  const direct = new Set(flightsFrom(state, origin).map((other) => textAt(other, 'destination')));
  const beyond = flightsFrom(state, destination)
    .map((other) => textAt(other, 'destination'))
    .filter((code) => code !== origin && !direct.has(code));
  return beyond.length === 0 ? null : { origin, destination: pick(random, beyond) };
}

function chooseLeg(scene: Scene, search: FlightSearch): WantedLeg | null {
  const { origin, destination, date } = search;
  const isDirect = flightsFrom(scene.state, origin).some((flight) => textAt(flight, 'destination') === destination);
  const preference: FlightPreference = isDirect
    ? pick(scene.random, ['CHEAPEST', 'EARLIEST', 'LATEST', 'NAMED'] as const)
    : 'CHEAPEST_ONE_STOP';
  const offer = chooseFlights(scene, search, preference === 'NAMED' ? 'CHEAPEST' : preference);
  return offer === null ? null : { origin, destination, date, preference, flights: offer.flights };
}
