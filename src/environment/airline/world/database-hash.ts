import { memoizeByObject } from '../../../domain/memoize-by-object';
import { compareCodePoints } from '../../values/code-point-order';
import { HASH_FORMATS, type HashFormat } from './hash-format';
import type { AirlineState } from './state';
import { TABLE_NAMES, type AirlineVersion, type TableName, type World } from './world';
import { buildWorldText, type WorldText } from './world-text';
import { sha256 } from '../../../sha256';

/**
 * Hash of an episode's whole database: 64 hexadecimal digits.
 *
 * Only entries that the episode changed are serialized; the rest is hashed from cached text of the world, starting at
 * the last checkpoint before the first change. The first call for a world builds that text (4 MB for the benchmark's).
 *
 * @throws RaisedException ValueError when a changed entry holds an int of more than 4300 digits
 * @see Specifications of tau-bench airline, section 7, and of tau2-bench airline, section 3
 */
export function hashDatabase(state: AirlineState, version: AirlineVersion): string {
  const format = HASH_FORMATS[version];
  const base = WORLD_TEXT_OF[version](state.world);
  const edits: Edit[] = [];
  for (const name of TABLE_NAMES) {
    const added = [...state.changed(name).keys()].filter((id) => !state.world[name].has(id));
    // While the number of entries is small, the text around them depends on it, so nothing can be cached.
    if (added.length > 0 && state.world[name].size < 2) return hashWorld(worldOf(state), version);
    edits.push(...tableEdits(state, name, base, format));
  }
  return hashWithEdits(base, edits);
}

/** Hash of a world from its complete text, which `hashDatabase` must equal. */
export function hashWorld(world: World, version: AirlineVersion): string {
  return sha256(buildWorldText(world, HASH_FORMATS[version]).bytes);
}

/** The world equal to an episode's current database. */
export function worldOf(state: AirlineState): World {
  const { flights, reservations, users } = state.world;
  return {
    flights: new Map([...flights, ...state.changed('flights')]),
    reservations: new Map([...reservations, ...state.changed('reservations')]),
    users: new Map([...users, ...state.changed('users')]),
  };
}

/** Replaces bytes `start` to `end` of the world's text by `text`. */
type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** The text of a world, cached with it. */
const WORLD_TEXT_OF: Readonly<Record<AirlineVersion, (world: World) => WorldText>> = {
  v1: memoizeByObject((world) => buildWorldText(world, HASH_FORMATS.v1)),
  v2: memoizeByObject((world) => buildWorldText(world, HASH_FORMATS.v2)),
};

function tableEdits(state: AirlineState, name: TableName, base: WorldText, format: HashFormat): Edit[] {
  const places = base.tables[name];
  return [...state.changed(name)]
    .sort(([left], [right]) => compareCodePoints(left, right))
    .map(([id, entry]) => {
      const text = format.entry(id, entry);
      const rank = places.rankOf(id);
      if (places.ids[rank] === id) return { start: places.starts[rank]!, end: places.ends[rank]!, text };
      if (rank < places.ids.length)
        return { start: places.starts[rank]!, end: places.starts[rank]!, text: `${text}, ` };
      const end = places.ends[rank - 1]!;
      return { start: end, end, text: `, ${text}` };
    });
}

function hashWithEdits(base: WorldText, edits: readonly Edit[]): string {
  const checkpoint = base.checkpointBefore(edits[0]?.start ?? base.bytes.length);
  const hash = checkpoint.hash.copy();
  let position = checkpoint.position;
  for (const edit of edits) {
    hash.update(base.bytes.subarray(position, edit.start)).update(edit.text);
    position = edit.end;
  }
  return hash.update(base.bytes.subarray(position)).digest('hex');
}
