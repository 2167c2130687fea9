import { compareCodePoints } from '../code-point-order';
import { floatText } from '../float-text';
import { intText } from '../int-text';
import { isList, type Value } from '../value';

/**
 * JSON of a value as the reference tools print it: `", "` and `": "` between parts, keys in insertion order, everything
 * outside printable ASCII escaped, `NaN` and `Infinity` as bare words.
 *
 * @throws RaisedException ValueError for an int of more than 4300 digits
 * @see Specification of tau-bench airline, section 2.2. U+007F is escaped as well (seen in the reference's own vectors).
 */
export function jsonText(value: Value): string {
  return write(value, keysInOrder);
}

/** As `jsonText`, with the keys of every object sorted by code points: what the second version's database hash is taken of. */
export function sortedJsonText(value: Value): string {
  return write(value, keysSorted);
}

/** A string between `"`, ASCII only. */
export function jsonString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const quoted = JSON.stringify(text);
  return NOT_ASCII.test(quoted) ? quoted.replace(ALL_NOT_ASCII, escapeUnit) : quoted;
}

type KeyOrder = (map: ReadonlyMap<string, Value>) => Iterable<string>;

function write(value: Value, keyOrder: KeyOrder): string {
  if (typeof value === 'string') return jsonString(value);
  if (typeof value === 'bigint') return intText(value);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return jsonFloat(value);
  if (isList(value)) return `[${value.map((member) => write(member, keyOrder)).join(', ')}]`;
  let members = '';
  for (const key of keyOrder(value)) {
    members += `${members === '' ? '' : ', '}${jsonString(key)}: ${write(value.get(key)!, keyOrder)}`;
  }
  return `{${members}}`;
}

function keysInOrder(map: ReadonlyMap<string, Value>): Iterable<string> {
  return map.keys();
}

function keysSorted(map: ReadonlyMap<string, Value>): Iterable<string> {
  return [...map.keys()].sort(compareCodePoints);
}

function jsonFloat(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

const PLAIN = /^[ !#-[\]-~]*$/;
const NOT_ASCII = /[\u007f-\uffff]/;
const ALL_NOT_ASCII = /[\u007f-\uffff]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
