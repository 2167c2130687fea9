import { HASH_FORMATS } from './hash-format';
import type { AirlineState } from './state';
import { TABLE_NAMES, type AirlineVersion, type TableName } from './world';

/** An entry that an episode changed; `text` is the entry in the form that is hashed. */
export type EntryChange = { readonly table: TableName; readonly id: string; readonly text: string };

/**
 * The changes that an episode made to its world, sorted by table and id; entries with their initial value are omitted.
 * Two episodes over one world have equal changes exactly when their databases have equal hashes, without a pass over
 * the database.
 *
 * @throws RaisedException ValueError when a changed entry holds an int of more than 4300 digits
 */
export function databaseChanges(state: AirlineState, version: AirlineVersion): EntryChange[] {
  const format = HASH_FORMATS[version];
  return TABLE_NAMES.flatMap((table) =>
    [...state.changed(table)]
      .map(([id, entry]) => ({ table, id, text: format.entry(id, entry) }))
      .filter(({ id, text }) => {
        const original = state.world[table].get(id);
        return original === undefined || format.entry(id, original) !== text;
      })
      .sort((left, right) => (left.id < right.id ? -1 : 1)),
  );
}

/** Whether two episodes over the same world ended with equal databases, by the version's hash format. */
export function isSameDatabase(left: AirlineState, right: AirlineState, version: AirlineVersion): boolean {
  const leftChanges = databaseChanges(left, version);
  const rightChanges = databaseChanges(right, version);
  return (
    leftChanges.length === rightChanges.length &&
    leftChanges.every(({ table, text }, rank) => {
      const other = rightChanges[rank]!;
      return table === other.table && text === other.text;
    })
  );
}
