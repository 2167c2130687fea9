import { memoizeByObject } from '../../../domain/memoize-by-object';
import type { Random } from '../../../domain/random';
import type { GoldenAction } from '../../../domain/trajectory';
import { mapAt } from '../world/entry-fields';
import { readReservation, type Reservation } from '../policy/reservation-view';
import { readUser, type UserProfile } from '../policy/user-view';
import { AirlineState } from '../world/state';
import { Toolset } from '../toolset';
import type { AirlineVersion, World } from '../world/world';
import { happens } from './draws';
import { usersOfSplit, type Split } from './split';
import { dayOfDate, TODAY_DAY } from './world/world-time';
import { groupBy } from '../../../domain/group-by';

/** The part of a world from which the tasks of one split are drawn, read once. */
export type TaskPool = {
  readonly world: World;
  /** The database before any action; never changed. */
  readonly untouched: AirlineState;
  readonly toolset: Toolset;
  readonly split: Split;
  /** The last day of May that flights have, from 1. */
  readonly lastDay: number;
  readonly flightNumbers: readonly string[];
  readonly users: ReadonlyMap<string, UserProfile>;
  /** Reservations of these users only, in the order of the world. */
  readonly reservations: readonly Reservation[];
  readonly reservationsOfUser: ReadonlyMap<string, readonly Reservation[]>;
};

/** A conversation in preparation: one customer, and the database after the actions so far. */
export type Scene = {
  readonly pool: TaskPool;
  readonly random: Random;
  readonly state: AirlineState;
  /** The customer in the initial world: customers describe their cards as of before the conversation. */
  readonly user: UserProfile;
  /** The customer's reservations in the world. */
  readonly trips: readonly Reservation[];
  /** Whether the customer knows the ids of their reservations, for the whole conversation. */
  readonly hasIdsAtHand: boolean;
};

const IDS_AT_HAND_SHARE = 0.7;

/**
 * The users and reservations of a split; read once for a world.
 *
 * @throws RaisedException or InvalidInputError when the world is malformed
 */
export function openPool(world: World, version: AirlineVersion, split: Split): TaskPool {
  return poolsOf(world)(version, split);
}

const poolsOf = memoizeByObject((world: World) => {
  const pools = new Map<string, TaskPool>();
  return (version: AirlineVersion, split: Split): TaskPool => {
    const key = `${version} ${split}`;
    const pool = pools.get(key) ?? readPool(world, version, split);
    pools.set(key, pool);
    return pool;
  };
});

function readPool(world: World, version: AirlineVersion, split: Split): TaskPool {
  const users = new Map(usersOfSplit(world, split).map((id) => [id, readUser(id, world.users.get(id)!)]));
  const reservations = [...world.reservations.values()].map(readReservation).filter(({ userId }) => users.has(userId));
  const reservationsOfUser = groupBy(reservations, ({ userId }) => userId);
  return {
    world,
    untouched: new AirlineState(world),
    toolset: new Toolset(version),
    split,
    lastDay: lastDayOf(world),
    flightNumbers: [...world.flights.keys()],
    users,
    reservations,
    reservationsOfUser,
  };
}

/** A conversation with a customer in the untouched world. */
export function openScene(pool: TaskPool, user: UserProfile, random: Random): Scene {
  const trips = pool.reservationsOfUser.get(user.userId) ?? [];
  const hasIdsAtHand = happens(random, IDS_AT_HAND_SHARE);
  return { pool, random, state: new AirlineState(pool.world), user, trips, hasIdsAtHand };
}

/** The customer after the actions so far, with current gift card balances. */
export function currentUser({ state, user }: Scene): UserProfile {
  return readUser(user.userId, state.require('users', user.userId));
}

/** Make calls in the scene's database. @returns whether all calls returned without an error */
export function perform(scene: Pick<Scene, 'pool' | 'state'>, actions: readonly GoldenAction[]): boolean {
  return actions.every(({ name, arguments: text }) => {
    const outcome = scene.pool.toolset.call(scene.state, name, text);
    return outcome.ending === 'RETURNED' && outcome.text !== null;
  });
}

function lastDayOf(world: World): number {
  const [flight] = world.flights.values();
  const dates = flight === undefined ? [] : [...mapAt(flight, 'dates').keys()];
  return Math.max(TODAY_DAY, ...dates.map(dayOfDate));
}
