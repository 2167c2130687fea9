import type { GoldenAction } from '../../../../domain/trajectory';
import { jsonText } from '../../../values/json/json-text';
import { parseJson } from '../../../values/json/parse-json';
import { isList, isMap, withEntries, type Value } from '../../../values/value';
import { mapAt } from '../../world/entry-fields';
import { CABINS } from '../../policy/reservation-view';
import type { TaskPool } from '../scene';

/** A call with one argument changed; `change` describes the change, e.g. `flights.0.date = "2024-05-21"`. */
export type ChangedAction = { readonly action: GoldenAction; readonly change: string };

/**
 * All calls that differ from a call in one argument value: replaced by another value of its kind from the world
 * (another payment method of the user, another reservation, the other cabins, the days around, ...), by one that does
 * not exist, numbers one higher and one lower, and every list without one of its members.
 */
export function changedArguments(pool: TaskPool, action: GoldenAction): ChangedAction[] {
  const given = parseJson(action.arguments);
  const context = { pool, owner: ownerOf(pool, given) };
  return changesOf(given, { key: '', path: '' }, context).map(({ value, path }) => ({
    action: { name: action.name, arguments: jsonText(value) },
    change: `${action.name}: ${path}`,
  }));
}

type Context = { readonly pool: TaskPool; readonly owner: string | null };
type Place = { readonly key: string; readonly path: string };
type Change = { readonly value: Value; readonly path: string };

function changesOf(value: Value, place: Place, context: Context): Change[] {
  if (isMap(value)) {
    return [...value].flatMap(([key, member]) =>
      changesOf(member, { key, path: joined(place.path, key) }, context).map((change) => ({
        ...change,
        value: withEntries(value, [[key, change.value]]),
      })),
    );
  }
  if (isList(value)) {
    return value.flatMap((member, rank): Change[] => {
      const path = joined(place.path, String(rank));
      const changed = changesOf(member, { key: place.key, path }, context);
      const replaced = changed.map((change) => ({ ...change, value: value.toSpliced(rank, 1, change.value) }));
      return [...replaced, { value: value.toSpliced(rank, 1), path: `without ${path}` }];
    });
  }
  return alternatives(value, place.key, context).map((other) => ({
    value: other,
    path: `${place.path} = ${jsonText(other)}`,
  }));
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function alternatives(value: Value, key: string, context: Context): Value[] {
  if (typeof value === 'bigint') return value > 0n ? [value + 1n, value - 1n] : [value + 1n];
  if (typeof value !== 'string') return [];
  return [...knownAlternatives(value, key, context), `${value}X`].filter((other) => other !== value);
}

function knownAlternatives(value: string, key: string, { pool, owner }: Context): readonly string[] {
  switch (key) {
    case 'cabin':
      return CABINS;
    case 'flight_type':
      return ['one_way', 'round_trip'];
    case 'insurance':
      return ['yes', 'no'];
    case 'date':
      return [-1, 1].map((days) => shiftDate(value, days));
    case 'payment_id':
      return owner === null ? [] : [...mapAt(pool.world.users.get(owner) ?? null, 'payment_methods').keys()];
    case 'reservation_id':
      return owner === null ? [] : (pool.reservationsOfUser.get(owner) ?? []).map(({ reservationId }) => reservationId);
    case 'flight_number':
      return neighbours(pool.flightNumbers, value);
    default:
      return [];
  }
}

/** The members before and behind one in a list. */
function neighbours(list: readonly string[], member: string): string[] {
  const rank = list.indexOf(member);
  return [list[rank - 1], list[rank + 1]].filter((other) => other !== undefined);
}

function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The user whose methods and reservations could be confused: the one named, or the owner of the reservation named. */
function ownerOf(pool: TaskPool, given: Value): string | null {
  if (!isMap(given)) return null;
  const userId = given.get('user_id');
  if (typeof userId === 'string') return pool.world.users.has(userId) ? userId : null;
  const reservationId = given.get('reservation_id');
  const reservation = typeof reservationId === 'string' ? pool.world.reservations.get(reservationId) : undefined;
  const owner = reservation?.get('user_id');
  return typeof owner === 'string' ? owner : null;
}
