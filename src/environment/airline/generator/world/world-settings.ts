import { InvalidInputError } from '../../../../errors';
import { AIRPORTS } from '../../world/airports';
import type { AirlineVersion } from '../../world/world';

/** Settings of a generated world. Shares are of the reservations, 0 to 1. */
export type WorldSettings = {
  readonly version: AirlineVersion;
  /** How many of the 20 airports are served. */
  readonly airports: number;
  readonly flights: number;
  /** Dates of each flight, from 2024-05-01; the frozen now is 2024-05-15, and a search knows no month but May. */
  readonly days: number;
  readonly users: number;
  readonly reservations: number;
  /** Reservations whose first flight the airline cancelled or delayed. */
  readonly disruptedShare: number;
  /** Reservations of which a flight has been flown. */
  readonly begunShare: number;
  /** Reservations made within the last 24 hours. */
  readonly recentShare: number;
};

/** About the size of the benchmark's world. */
export const DEFAULT_WORLD_SETTINGS: WorldSettings = {
  version: 'v1',
  airports: 20,
  flights: 300,
  days: 30,
  users: 500,
  reservations: 2000,
  disruptedShare: 0.16,
  begunShare: 0.1,
  recentShare: 0.12,
};

/** For tests: generated in 0.1 s, and large enough for hundreds of tasks of every family. */
export const SMALL_WORLD_SETTINGS: WorldSettings = {
  ...DEFAULT_WORLD_SETTINGS,
  airports: 8,
  flights: 90,
  users: 120,
  reservations: 600,
};

/** @throws InvalidInputError naming the setting, its value and its limits */
export function checkWorldSettings(settings: WorldSettings): void {
  requireWhole('airports', settings.airports, 4, AIRPORTS.length);
  requireWhole('flights', settings.flights, 4 * settings.airports, 9999);
  requireWhole('days', settings.days, 20, 31);
  requireWhole('users', settings.users, 20, 1_000_000);
  requireWhole('reservations', settings.reservations, 20, 1_000_000);
  for (const name of ['disruptedShare', 'begunShare', 'recentShare'] as const) {
    const share = settings[name];
    if (!(share >= 0 && share <= 1)) throw new InvalidInputError(`${name} is ${share}; it must be in 0 to 1`);
  }
  const shares = settings.disruptedShare + settings.begunShare;
  if (shares > 1) throw new InvalidInputError(`disruptedShare and begunShare sum to ${shares}; at most 1 is allowed`);
}

function requireWhole(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new InvalidInputError(`${name} is ${value}; it must be an integer from ${min} to ${max}`);
}
