import type { Request } from 'express';
import { InvalidInputError } from '../../errors';
import { findTextProblem, type TextRule } from '../../stored-text';
import { LIMITS } from '../guards/limits';

/** What every value must be; the names among them are then looked for. */
const VALUE: TextRule = { max: LIMITS.nameLength, unit: 'characters', mayBeBlank: true };

/**
 * The parameters in the address of a request.
 *
 * @returns the value of each name, null where it is not given
 * @throws InvalidInputError for a parameter that is unknown, repeated, empty, too long or no valid Unicode
 */
export function readQueryParameters<Name extends string>(
  request: Request,
  names: readonly Name[],
): Readonly<Record<Name, string | null>> {
  const address = readAddress(request.originalUrl);
  assertValidEscapes(address.search);
  const query = address.searchParams;
  const known: readonly string[] = names;
  for (const [name, value] of query) {
    if (!known.includes(name)) {
      throw new InvalidInputError(`${name.slice(0, 80)}: is no parameter; there are ${names.join(', ')}`);
    }
    if (query.getAll(name).length > 1) throw new InvalidInputError(`${name}: is given more than once`);
    if (value === '') throw new InvalidInputError(`${name}: is empty`);
    requireParameter(name, value, VALUE);
  }
  return Object.fromEntries(names.map((name) => [name, query.get(name)])) as Record<Name, string | null>;
}

function readAddress(address: string): URL {
  try {
    return new URL(address, 'http://localhost');
  } catch {
    throw new InvalidInputError(`the address cannot be read: "${address.slice(0, 80)}"`);
  }
}

/** @throws InvalidInputError for a value against its rule, in its length too: the body is not what is too large */
export function requireParameter(name: string, value: string, rule: TextRule): void {
  const problem = findTextProblem(value, rule);
  if (problem !== null) throw new InvalidInputError(`${name} ${problem.message}`);
}

/** Read as a query, bytes that are no UTF-8 would become other characters without a word. */
function assertValidEscapes(search: string): void {
  try {
    for (const [escapes] of search.matchAll(/(%[0-9a-f]{2})+/gi)) decodeURIComponent(escapes);
  } catch {
    throw new InvalidInputError(`the query of the address has escapes that are no UTF-8: "${search.slice(0, 80)}"`);
  }
}
