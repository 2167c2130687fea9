/**
 * A value of the simulated world, with the types that the reference environments distinguish: `1` and `1.0` are
 * different texts and different hashes there, so an int is a bigint (unbounded) and a float is a number. Objects are
 * Maps: they keep insertion order for every key, also for `"1"` or `"__proto__"`. Values are immutable; a changed
 * object is a new Map.
 */
export type Value = null | boolean | bigint | number | string | readonly Value[] | ValueMap;

/** An object: keys in insertion order. */
export type ValueMap = ReadonlyMap<string, Value>;

/** Whether the value is an object. */
export function isMap(value: Value): value is ValueMap {
  return value instanceof Map;
}

/** Whether the value is a list. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** The reference language's name of the value's type, as its error texts show it: `NoneType`, `bool`, `int`, ... */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'str';
  return isMap(value) ? 'dict' : 'list';
}

/**
 * A copy of an object with some values replaced: an existing key keeps its position, a new one is appended.
 *
 * @param entries key and value pairs, applied in order
 */
export function withEntries(map: ValueMap, entries: readonly (readonly [string, Value])[]): ValueMap {
  const copy = new Map(map);
  for (const [key, value] of entries) copy.set(key, value);
  return copy;
}

/** A copy of an object without one key. */
export function withoutKey(map: ValueMap, key: string): ValueMap {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
