import type { Value, ValueMap } from '../value';

/** A value as a literal in code: objects as plain objects, ints as bigints, floats as numbers. */
export type PlainValue = null | boolean | bigint | number | string | readonly PlainValue[] | PlainObject;

/** An object as a literal in code. */
export type PlainObject = { readonly [key: string]: PlainValue };

/** The value that plain objects and lists describe. Keys that look like array indexes come first, as JavaScript orders them. */
export function toValue(plain: PlainValue): Value {
  if (plain === null || typeof plain !== 'object') return plain;
  return isPlainList(plain) ? plain.map(toValue) : toValueMap(plain);
}

/** As `toValue`, for an object. */
export function toValueMap(plain: PlainObject): ValueMap {
  return new Map(Object.entries(plain).map(([key, member]) => [key, toValue(member)]));
}

function isPlainList(plain: object): plain is readonly PlainValue[] {
  return Array.isArray(plain);
}
