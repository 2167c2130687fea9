import type { Request } from 'express';
import { InvalidInputError } from '../../errors';
import { LIMITS } from '../guards/limits';

/**
 * The parameters in the address of a request.
 *
 * @returns the value of each name, null where it is not given
 * @throws InvalidInputError for a parameter that is unknown, repeated, empty or too long
 */
export function readQueryParameters<Name extends string>(
  request: Request,
  names: readonly Name[],
): Readonly<Record<Name, string | null>> {
  const query = new URL(request.originalUrl, 'http://localhost').searchParams;
  const known: readonly string[] = names;
  for (const [name, value] of query) {
    if (!known.includes(name)) {
      throw new InvalidInputError(`${name.slice(0, 80)}: is no parameter; there are ${names.join(', ')}`);
    }
    if (query.getAll(name).length > 1) throw new InvalidInputError(`${name}: is given more than once`);
    const { length } = value;
    if (length === 0 || length > LIMITS.nameLength) {
      throw new InvalidInputError(`${name}: has ${length} characters; it must have 1 to ${LIMITS.nameLength}`);
    }
  }
  return Object.fromEntries(names.map((name) => [name, query.get(name)])) as Record<Name, string | null>;
}
