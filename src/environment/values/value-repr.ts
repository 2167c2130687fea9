import { floatText } from './float-text';
import { intText } from './int-text';
import { stringRepr } from './string-repr';
import { isMap, type Value } from './value';

/**
 * A value as the reference language shows it inside a list or a key error: strings quoted, `None`, `True`, `[1, 'a']`, `{'a': 1}`.
 *
 * @throws RaisedException ValueError for an int of more than 4300 digits
 */
export function valueRepr(value: Value): string {
  if (typeof value === 'string') return stringRepr(value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return intText(value);
  if (typeof value === 'number') return floatText(value);
  if (!isMap(value)) return `[${value.map(valueRepr).join(', ')}]`;
  return `{${Array.from(value, ([key, member]) => `${stringRepr(key)}: ${valueRepr(member)}`).join(', ')}}`;
}

/**
 * A value as the reference language puts it into a message: a string as it is, everything else as `valueRepr`.
 *
 * @throws RaisedException ValueError for an int of more than 4300 digits
 */
export function messageText(value: Value): string {
  return typeof value === 'string' ? value : valueRepr(value);
}
