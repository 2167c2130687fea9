import { InvalidInputError } from '../../errors';
import { isId } from '../../ids';
import type { PageCursor } from '../../persistence/keyset-page';

type Row = { readonly createdAt: Date; readonly id: string };

/** Opaque text for the place of a row in a list. It names the list and its sort, so that it fits no other. */
export function encodeCursor(list: string, row: Row): string {
  return cursorText([list, 'createdAt,id', row.createdAt.getTime(), row.id]);
}

/** @throws InvalidInputError for a text that is no cursor, or the cursor of another list */
export function decodeCursor(list: string, cursor: string): PageCursor {
  const [from, sort, time, id] = cursorParts(cursor);
  if (from === list && sort === 'createdAt,id' && typeof time === 'number' && isCursorId(id)) {
    const createdAt = new Date(time);
    if (!Number.isNaN(createdAt.getTime())) return { createdAt, id };
  }
  if (typeof from === 'string' && from !== list) {
    throw new InvalidInputError(`after: is a cursor of another list than ${list}`);
  }
  throw new InvalidInputError('after: is not a cursor; use `endCursor` of the page before');
}

/** The parts of a cursor as opaque text. */
export function cursorText(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** What a client sent as a cursor, which can be anything; no parts for a text that is none. */
export function cursorParts(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** True for the id of a row as cursors carry it. */
export function isCursorId(id: unknown): id is string {
  return typeof id === 'string' && isId(id);
}
