import { RaisedException } from './raised-exception';
import { isList, isMap, typeName, type Value, type ValueMap } from './value';
import { valueRepr } from './value-repr';

/**
 * `container[key]` for a text key.
 *
 * @throws RaisedException KeyError when an object lacks the key; TypeError when it is no object
 */
export function itemAt(container: Value, key: string): Value {
  if (isMap(container)) return lookUp(container, key);
  if (typeof container === 'string') {
    throw new RaisedException('TypeError', "string indices must be integers, not 'str'");
  }
  if (isList(container)) throw new RaisedException('TypeError', 'list indices must be integers or slices, not str');
  throw new RaisedException('TypeError', `'${typeName(container)}' object is not subscriptable`);
}

/**
 * `map[key]` for a key of any kind.
 *
 * @throws RaisedException KeyError (its message is the quoted key) when it is missing; TypeError for a list or an object as key
 */
export function lookUp(map: ValueMap, key: Value): Value {
  const value = findIn(map, key);
  if (value === undefined) throw new RaisedException('KeyError', valueRepr(key));
  return value;
}

/**
 * The value under a key of any kind, or undefined: null, numbers and booleans are never keys of this world.
 *
 * @throws RaisedException TypeError for a list or an object as key
 */
export function findIn<V>(map: ReadonlyMap<string, V>, key: Value): V | undefined {
  if (typeof key === 'string') return map.get(key);
  if (isList(key) || isMap(key)) throw new RaisedException('TypeError', `unhashable type: '${typeName(key)}'`);
  return undefined;
}

/** `len(value)`: members, keys or code points. @throws RaisedException TypeError for anything else */
export function lengthOf(value: Value): bigint {
  if (isList(value)) return BigInt(value.length);
  if (isMap(value)) return BigInt(value.size);
  if (typeof value === 'string') return BigInt(Array.from(value).length);
  throw new RaisedException('TypeError', `object of type '${typeName(value)}' has no len()`);
}

/**
 * The items of iterating over the value: members, keys or characters. @throws RaisedException TypeError for anything
 * else
 */
export function membersOf(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (isMap(value)) return [...value.keys()];
  if (typeof value === 'string') return Array.from(value);
  throw new RaisedException('TypeError', `'${typeName(value)}' object is not iterable`);
}

/**
 * A list with members appended.
 *
 * @param method name of the list method in the error text
 * @throws RaisedException AttributeError when the value is no list
 */
export function appended(list: Value, members: readonly Value[], method: 'append' | 'extend'): readonly Value[] {
  if (isList(list)) return [...list, ...members];
  throw new RaisedException('AttributeError', `'${typeName(list)}' object has no attribute '${method}'`);
}
