import { InvalidInputError } from './errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Longest excerpt of a wrong id in a message, characters. */
const EXCERPT = 80;

/**
 * An id in the one form in which rows, streams and hashes hold it: a UUID in lower case. Every id from outside passes
 * here once, where it enters; behind that point ids are compared as they are.
 *
 * @param field how the client names the value, e.g. `input.experimentId`
 * @throws InvalidInputError for a text that is no UUID
 */
export function readId(field: string, text: string): string {
  const id = text.toLowerCase();
  if (isId(id)) return id;
  throw new InvalidInputError(`${field}: "${text.slice(0, EXCERPT).toWellFormed()}" is not an id (a UUID)`);
}

/** True for an id in its one form. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
