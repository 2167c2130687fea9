import { intLiteral } from '../values/json/int-literal';
import { RaisedException } from '../values/raised-exception';
import { isList, isMap, typeName, type Value } from '../values/value';

/**
 * The date after a date of May 2024, as the search tools build it: `2024-05-` and the last two characters plus 1, without padding.
 *
 * @param date any value; its last two characters are read as an int
 * @throws RaisedException ValueError when they are no int; TypeError when the date is no text
 */
export function dateAfter(date: Value): string {
  if (typeof date === 'string') return `2024-05-${intLiteral(Array.from(date).slice(-2).join('')) + 1n}`;
  if (isMap(date)) throw new RaisedException('TypeError', "unhashable type: 'slice'");
  if (isList(date)) {
    throw new RaisedException(
      'TypeError',
      "int() argument must be a string, a bytes-like object or a real number, not 'list'",
    );
  }
  throw new RaisedException('TypeError', `'${typeName(date)}' object is not subscriptable`);
}
