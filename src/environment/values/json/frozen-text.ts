import { compareCodePoints } from '../code-point-order';
import { stringRepr } from '../string-repr';
import { isList, isMap, type Value } from '../value';
import { valueRepr } from '../value-repr';

/**
 * Text of a value whose objects became tuples of pairs sorted by key and whose lists became tuples: what the first version's
 * database hash is taken of. An empty object and an empty list are the same `()`; a single member keeps its comma: `(1,)`.
 *
 * @throws RaisedException ValueError for an int of more than 4300 digits
 * @see Specification of tau-bench airline, section 7
 */
export function frozenText(value: Value): string {
  if (isList(value)) return tupleText(value.map(frozenText));
  if (!isMap(value)) return valueRepr(value);
  const keys = [...value.keys()].sort(compareCodePoints);
  return tupleText(keys.map((key) => `(${stringRepr(key)}, ${frozenText(value.get(key)!)})`));
}

function tupleText(members: readonly string[]): string {
  return members.length === 1 ? `(${members[0]!},)` : `(${members.join(', ')})`;
}
