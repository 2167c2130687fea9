import { InvalidInputError } from '../../../errors';
import { itemAt } from '../../values/containers';
import { isList, isMap, typeName, type Value, type ValueMap } from '../../values/value';

/**
 * An object inside a database entry.
 *
 * @throws RaisedException KeyError when the key is missing
 * @throws InvalidInputError when the value has another type, because the world is malformed
 */
export function mapAt(entry: Value, key: string): ValueMap {
  const member = itemAt(entry, key);
  if (isMap(member)) return member;
  throw new InvalidInputError(`the world is malformed: ${key} is ${typeName(member)}, an object is needed`);
}

/** A list inside a database entry, by the rules of `mapAt`. */
export function listAt(entry: Value, key: string): readonly Value[] {
  const member = itemAt(entry, key);
  if (isList(member)) return member;
  throw new InvalidInputError(`the world is malformed: ${key} is ${typeName(member)}, a list is needed`);
}

/** A text inside a database entry, by the rules of `mapAt`. */
export function textAt(entry: Value, key: string): string {
  const member = itemAt(entry, key);
  if (typeof member === 'string') return member;
  throw new InvalidInputError(`the world is malformed: ${key} is ${typeName(member)}, a text is needed`);
}
