import { Check } from 'typeorm';

/** SQL of a check constraint: the column holds one of the words of an enum, or null where the column is nullable. */
export function CheckOneOf(name: string, column: string, words: readonly string[]): ClassDecorator {
  return Check(name, `${column} IN (${words.map((word) => `'${word}'`).join(',')})`);
}
