import { frozenText } from '../../values/json/frozen-text';
import { sortedJsonText } from '../../values/json/json-text';
import { stringRepr } from '../../values/string-repr';
import type { ValueMap } from '../../values/value';
import type { AirlineVersion, TableName } from './world';

/** How a database becomes the text that is hashed. Entries stand in the order of their ids, separated by `, `. */
export type HashFormat = {
  /** What stands before the first entry of a table; `rank` is the table's place, from 0. */
  readonly openTable: (name: TableName, rank: number) => string;
  readonly entry: (id: string, entry: ValueMap) => string;
  /** What stands behind the last of `count` entries. */
  readonly closeTable: (count: number) => string;
  readonly end: string;
};

/** Nested tuples of pairs. @see Specification of tau-bench airline, section 7 */
const FROZEN_TUPLES: HashFormat = {
  openTable: (name, rank) => `${rank === 0 ? '(' : ', '}('${name}', (`,
  entry: (id, entry) => `(${stringRepr(id)}, ${frozenText(entry)})`,
  closeTable: (count) => (count === 1 ? ',))' : '))'),
  end: ')',
};

/** JSON with sorted keys. @see Specification of tau2-bench airline, section 3 */
const SORTED_JSON: HashFormat = {
  openTable: (name, rank) => `${rank === 0 ? '{' : ', '}"${name}": {`,
  entry: (id, entry) => sortedJsonText(new Map([[id, entry]])).slice(1, -1),
  closeTable: () => '}',
  end: '}',
};

/** The hash format of each version of the benchmark. */
export const HASH_FORMATS: Readonly<Record<AirlineVersion, HashFormat>> = { v1: FROZEN_TUPLES, v2: SORTED_JSON };
