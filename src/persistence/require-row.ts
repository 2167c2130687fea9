import { NotFoundError } from '../errors';

/**
 * Returns the row of a query, which never finds a row of another organization.
 *
 * @param what names the row in the error, e.g. `experiment 7f3c`
 * @throws NotFoundError for null
 */
export function requireRow<Row>(row: Row | null, what: string): Row {
  if (row === null) throw new NotFoundError(`no ${what}`);
  return row;
}
