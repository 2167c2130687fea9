import { InvalidInputError } from '../errors';
import type { PageCursor } from '../persistence/keyset-page';

type Row = { readonly createdAt: Date; readonly id: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Opaque text for the place of a row in a list. It names the list and its sort, so that it fits no other. */
export function encodeCursor(list: string, row: Row): string {
  return Buffer.from(JSON.stringify([list, 'createdAt,id', row.createdAt.getTime(), row.id])).toString('base64url');
}

/** @throws InvalidInputError for a text that is no cursor, or the cursor of another list */
export function decodeCursor(list: string, cursor: string): PageCursor {
  const [from, sort, time, id] = parseParts(cursor);
  if (typeof time !== 'number' || Number.isNaN(new Date(time).getTime()) || typeof id !== 'string' || !UUID.test(id)) {
    throw new InvalidInputError('after: is not a cursor; use `endCursor` of the page before');
  }
  if (from !== list || sort !== 'createdAt,id') {
    throw new InvalidInputError(`after: is a cursor of another list than ${list}`);
  }
  return { createdAt: new Date(time), id };
}

function parseParts(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
