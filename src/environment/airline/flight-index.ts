import { textAt } from './entry-fields';
import type { Value, ValueMap } from '../values/value';
import type { AirlineState } from './state';
import type { World } from './world';

/**
 * The flights that leave an airport, as the episode has them, in the order of the database. No flight is ever added and none
 * changes its airports, so that the index belongs to the world.
 *
 * @param origin airport code; anything else has no flights
 */
export function flightsFrom(state: AirlineState, origin: Value): readonly ValueMap[] {
  const numbers = typeof origin === 'string' ? indexOf(state.world).get(origin) : undefined;
  return (numbers ?? []).map((number) => state.require('flights', number));
}

/** Every flight, as the episode has it, in the order of the database. */
export function allFlights(state: AirlineState): readonly ValueMap[] {
  return [...state.world.flights.keys()].map((number) => state.require('flights', number));
}

const INDEXES = new WeakMap<World, ReadonlyMap<string, readonly string[]>>();

function indexOf(world: World): ReadonlyMap<string, readonly string[]> {
  const known = INDEXES.get(world);
  if (known !== undefined) return known;
  const index = new Map<string, string[]>();
  for (const [number, flight] of world.flights) {
    const origin = textAt(flight, 'origin');
    const numbers = index.get(origin);
    if (numbers === undefined) index.set(origin, [number]);
    else numbers.push(number);
  }
  INDEXES.set(world, index);
  return index;
}
