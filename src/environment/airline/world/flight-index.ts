import { memoizeByObject } from '../../../domain/memoize-by-object';
import type { Value, ValueMap } from '../../values/value';
import { textAt } from './entry-fields';
import type { AirlineState } from './state';
import type { World } from './world';

/**
 * The flights that leave an airport, in their current state in the episode, in database order. Flights are never added
 * and never change airports, so the index belongs to the world.
 *
 * @param origin airport code; anything else has no flights
 */
export function flightsFrom(state: AirlineState, origin: Value): readonly ValueMap[] {
  return typeof origin === 'string' ? current(state, indexOf(state.world).byOrigin.get(origin)) : [];
}

/** As `flightsFrom`, filtered by destination airport. */
export function flightsBetween(state: AirlineState, origin: Value, destination: Value): readonly ValueMap[] {
  if (typeof origin !== 'string' || typeof destination !== 'string') return [];
  return current(state, indexOf(state.world).byRoute.get(origin)?.get(destination));
}

/** Every flight, in its current state in the episode, in database order. */
export function allFlights(state: AirlineState): readonly ValueMap[] {
  return current(state, state.world.flights);
}

type FlightIndex = {
  readonly byOrigin: ReadonlyMap<string, ReadonlyMap<string, ValueMap>>;
  readonly byRoute: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, ValueMap>>>;
};

function current(state: AirlineState, flights: ReadonlyMap<string, ValueMap> | undefined): readonly ValueMap[] {
  if (flights === undefined) return [];
  const changed = state.changed('flights');
  if (changed.size === 0) return [...flights.values()];
  return Array.from(flights, ([number, flight]) => changed.get(number) ?? flight);
}

const indexOf = memoizeByObject((world: World): FlightIndex => {
  const byOrigin = new Map<string, Map<string, ValueMap>>();
  const byRoute = new Map<string, Map<string, Map<string, ValueMap>>>();
  for (const [number, flight] of world.flights) {
    const origin = textAt(flight, 'origin');
    submap(byOrigin, origin).set(number, flight);
    submap(submap(byRoute, origin), textAt(flight, 'destination')).set(number, flight);
  }
  return { byOrigin, byRoute };
});

function submap<V>(maps: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const known = maps.get(key) ?? new Map<string, V>();
  maps.set(key, known);
  return known;
}
