import type { ValueMap } from '../../values/value';

/** Entries of one kind by their id, in the order in which searches list them. */
export type Table = ReadonlyMap<string, ValueMap>;

/**
 * The airline's database at the start of an episode. Plain and immutable: all its episodes share it, and derived data
 * (search indexes, texts for the hash) is cached beside it.
 *
 * - flights by flight number: `flight_number, origin, destination, scheduled_departure_time_est, scheduled_arrival_time_est,
 *   dates`; a date holds `status` and, when that is `available`, `available_seats` and `prices` by cabin (ints)
 * - reservations by id: `reservation_id, user_id, origin, destination, flight_type, cabin, flights[], passengers[],
 *   payment_history[], created_at, total_baggages, nonfree_baggages, insurance` (second version: and `status`)
 * - users by id: `name, address, email, dob, payment_methods, saved_passengers[], membership, reservations[]`
 *
 * @see Specification of tau-bench airline, section 1
 */
export type World = {
  readonly flights: Table;
  readonly reservations: Table;
  readonly users: Table;
};

export type TableName = keyof World;

/** The tables in the order of their names, which is their order in the database hash. */
export const TABLE_NAMES: readonly TableName[] = ['flights', 'reservations', 'users'];

/** The two published versions of the airline benchmark. */
export const AIRLINE_VERSIONS = ['v1', 'v2'] as const;
export type AirlineVersion = (typeof AIRLINE_VERSIONS)[number];
