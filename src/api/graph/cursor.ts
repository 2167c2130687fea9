import { createHash } from 'node:crypto';
import { InvalidInputError } from '../../errors';
import { isId } from '../../ids';
import type { Position, Sort, SortKey } from '../../persistence/lists/row-list';
import { canonicalJson } from '../../canonical-json';

/** What a cursor is bound to. In another list, order or selection of rows it would skip or repeat rows. */
export type CursorScope = {
  readonly list: string;
  readonly sort: Sort;
  /** The parent and the filters of the list, as any JSON value. */
  readonly rows: unknown;
};

/** Range of milliseconds since 1970 that both JavaScript and Postgres can represent. */
const MAX_TIME = Date.UTC(9999, 11, 31);

/**
 * Opaque text for the position of a row in a list. It contains the list and its order, and a hash of the selection of
 * rows.
 */
export function encodeCursor(scope: CursorScope, { key, id }: Position): string {
  const text = key instanceof Date ? key.getTime() : key;
  return Buffer.from(JSON.stringify([scope.list, orderText(scope.sort), fingerprint(scope), text, id])).toString(
    'base64url',
  );
}

/**
 * @param argument name of the argument that contains the cursor
 * @throws InvalidInputError for a text that is not a cursor, or for a cursor of another list, order or selection of
 *   rows
 */
export function decodeCursor(scope: CursorScope, argument: string, cursor: string): Position {
  const [list, order, hash, key, id] = cursorParts(cursor);
  if (typeof list !== 'string' || typeof order !== 'string' || typeof hash !== 'string' || typeof id !== 'string') {
    throw new InvalidInputError(`${argument}: is not a cursor; use \`startCursor\` or \`endCursor\` of another page`);
  }
  if (list !== scope.list)
    throw new InvalidInputError(`${argument}: is a cursor of another list, not of ${scope.list}`);
  if (order !== orderText(scope.sort)) {
    throw new InvalidInputError(`${argument}: is a cursor of another order, not of ${orderText(scope.sort)}`);
  }
  if (hash !== fingerprint(scope)) {
    throw new InvalidInputError(`${argument}: is a cursor of ${list} with another parent or filter`);
  }
  const sortKey = sortKeyOf(scope.sort, key);
  if (sortKey === undefined || (scope.sort.keyType === 'TEXT' ? id !== sortKey : !isId(id))) {
    throw new InvalidInputError(`${argument}: was not issued by this server`);
  }
  return { key: sortKey, id };
}

/** Parses a cursor as sent by a client, which can be any text; no parts if it is not a cursor. */
function cursorParts(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** The key of a position as stored in a cursor; undefined if no row of the list can have it. */
function sortKeyOf({ keyType, isNullable }: Sort, key: unknown): SortKey | undefined {
  if (key === null) return isNullable ? null : undefined;
  if (keyType === 'TEXT') return typeof key === 'string' && !key.includes('\0') ? key : undefined;
  if (typeof key !== 'number') return undefined;
  if (keyType === 'TIME') {
    return Number.isInteger(key) && key >= 0 && key <= MAX_TIME ? new Date(key) : undefined;
  }
  return (keyType === 'FLOAT' && Number.isFinite(key)) || (Number.isInteger(key) && Math.abs(key) < 2 ** 31)
    ? key
    : undefined;
}

/** The order as clients name it, e.g. `CREATED_AT DESCENDING`. */
function orderText({ key, direction }: Sort): string {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return `${name} ${direction === 'ASC' ? 'ASCENDING' : 'DESCENDING'}`;
}

function fingerprint({ rows }: CursorScope): string {
  return createHash('sha256').update(canonicalJson(rows)).digest('base64url').slice(0, 16);
}
