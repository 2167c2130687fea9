import { InvalidInputError } from './errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Max length of the excerpt of an invalid id in a message, in characters. */
const EXCERPT = 80;

/**
 * Normalizes an id to the form used in rows, streams and hashes: a UUID in lower case. Every external id is normalized
 * once, where it enters; after that, ids are compared verbatim.
 *
 * @param field how the client names the value, e.g. `input.experimentId`
 * @throws InvalidInputError for a text that is not a UUID
 */
export function readId(field: string, text: string): string {
  const id = text.toLowerCase();
  if (isId(id)) return id;
  throw new InvalidInputError(`${field}: "${text.slice(0, EXCERPT).toWellFormed()}" is not an id (a UUID)`);
}

/** True for an id in normalized form. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
