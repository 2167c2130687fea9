import { Check } from 'typeorm';

/** A constraint: the column holds one of the words of an enum's list, or null where the column may be null. */
export function CheckOneOf(name: string, column: string, words: readonly string[]): ClassDecorator {
  return Check(name, `${column} IN (${words.map((word) => `'${word}'`).join(',')})`);
}
