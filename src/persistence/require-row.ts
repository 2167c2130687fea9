import { NotFoundError } from '../errors';

/**
 * The row that a query found; one of another organization is never found.
 *
 * @param what names the row in the error, e.g. `experiment 7f3c`
 * @throws NotFoundError for null
 */
export function requireRow<Row>(row: Row | null, what: string): Row {
  if (row === null) throw new NotFoundError(`no ${what}`);
  return row;
}
