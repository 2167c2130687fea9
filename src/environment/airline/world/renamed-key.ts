import { isMap, type Value, type ValueMap } from '../../values/value';
import type { TableName, World } from './world';

/**
 * The world with one key of a table's entries renamed, in the same position, to undo a rename made since a recording.
 * With `state` renamed to `province` in users' addresses, today's benchmark data are those of the published recordings.
 *
 * @param rename `path` leads from the entry to the object that holds the key, e.g. `['address']`
 * @see Specification of tau-bench airline, section 1, data drift
 */
export function withRenamedKey(
  world: World,
  rename: {
    readonly table: TableName;
    readonly path: readonly string[];
    readonly from: string;
    readonly to: string;
  },
): World {
  const { table, path, from, to } = rename;
  const entries = Array.from(world[table], ([id, entry]): [string, ValueMap] => [id, renameAt(entry, path, from, to)]);
  return { ...world, [table]: new Map(entries) };
}

function renameAt(map: ValueMap, path: readonly string[], from: string, to: string): ValueMap {
  const [step, ...rest] = path;
  const entries = Array.from(map, ([key, member]): [string, Value] => {
    if (step === undefined) return [key === from ? to : key, member];
    return [key, key === step && isMap(member) ? renameAt(member, rest, from, to) : member];
  });
  return new Map(entries);
}
