import { InvalidInputError } from '../../../errors';
import { parseJson } from '../../values/json/parse-json';
import { isList, isMap, typeName, type Value, type ValueMap } from '../../values/value';

/** Parse a benchmark file. @throws InvalidInputError naming the file when it is not JSON */
export function parseFile(name: string, text: string): Value {
  try {
    return parseJson(text);
  } catch (cause) {
    throw new InvalidInputError(`${name}: ${cause instanceof Error ? cause.message : 'not JSON'}`, { cause });
  }
}

/** The value, which must be an object. `place` names it in the error. @throws InvalidInputError */
export function expectMap(value: Value | undefined, place: string): ValueMap {
  if (value !== undefined && isMap(value)) return value;
  throw wrong(value, place, 'an object');
}

/** The value, which must be a list. @throws InvalidInputError */
export function expectList(value: Value | undefined, place: string): readonly Value[] {
  if (value !== undefined && isList(value)) return value;
  throw wrong(value, place, 'a list');
}

/** The value, which must be a text. @throws InvalidInputError */
export function expectText(value: Value | undefined, place: string): string {
  if (typeof value === 'string') return value;
  throw wrong(value, place, 'a text');
}

/** The value, which must be a list of texts. @throws InvalidInputError */
export function expectTexts(value: Value | undefined, place: string): readonly string[] {
  return expectList(value, place).map((member, index) => expectText(member, `${place}[${index}]`));
}

function wrong(value: Value | undefined, place: string, needed: string): InvalidInputError {
  return new InvalidInputError(`${place} is ${value === undefined ? 'missing' : typeName(value)}; ${needed} is needed`);
}
