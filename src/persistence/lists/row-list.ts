import type { RolloutFilter } from '../stores/rollouts/rollout-filter';

/** What a list is sorted by. Rows with equal keys are sorted by id, in the same direction. */
export type Sort = {
  /** Property of the entity. */
  readonly key: string;
  readonly keyType: 'TIME' | 'INTEGER' | 'FLOAT' | 'TEXT';
  readonly direction: 'ASC' | 'DESC';
  /** Whether the key can be null: rows without one come last, in both directions. */
  readonly isNullable?: boolean;
};

/** Oldest or newest first. */
export const OLDEST_FIRST: Sort = { key: 'createdAt', keyType: 'TIME', direction: 'ASC' };
export const NEWEST_FIRST: Sort = { key: 'createdAt', keyType: 'TIME', direction: 'DESC' };

type ListedRow = { readonly id: string };

/** A list that can be read page by page, for many parents at once. */
export type RowList<Row extends ListedRow> = {
  /** Name that cursors carry. */
  readonly name: string;
  readonly entity: new () => Row;
  /** SQL condition on the table: the row belongs to `parent.id`. The parent of a list of everything is the organization. */
  readonly ofParent: string;
  /** SQL condition on the table, whoever the parent is. */
  readonly condition?: string;
  readonly sort: Sort;
};

/** Which rows of a list. Members are joined by AND; an absent one does not restrict. */
export type ListFilter = {
  /** Created then or later. */
  readonly createdAfter?: Date;
  /** Created earlier. */
  readonly createdBefore?: Date;
  readonly name?: string;
  /** The name has this text in it, in whatever case. */
  readonly nameContains?: string;
  readonly state?: string;
  /** For lists of rollouts. */
  readonly rollouts?: RolloutFilter;
};

/** What a row is sorted by. */
export type SortKey = Date | number | string | null;

/** The place of a row in a list: its key and its id. */
export type Position = { readonly key: SortKey; readonly id: string };

/** A page: the first `size` rows between two positions, or the last ones. */
export type PageRequest = {
  readonly end: 'FIRST' | 'LAST';
  /** Rows of the page, at least 1. */
  readonly size: number;
  /** The page lies after this position; null: from the start of the list. */
  readonly after: Position | null;
  /** The page lies before this position; null: up to the end of the list. */
  readonly before: Position | null;
};

/** The first rows of a list. */
export function firstRows(size: number): PageRequest {
  return { end: 'FIRST', size, after: null, before: null };
}

/** Rows in the order of the list, and whether more follow (of a FIRST page) or precede it (of a LAST page). */
export type Page<Row> = { readonly rows: readonly Row[]; readonly hasMore: boolean };

export function positionOf(row: ListedRow, sort: Sort): Position {
  return { key: (row as ListedRow & Readonly<Record<string, SortKey>>)[sort.key]!, id: row.id };
}

/** @param rows in the direction in which they were read, at most one more than the page has */
export function pageOf<Row>(rows: readonly Row[], { end, size }: Pick<PageRequest, 'end' | 'size'>): Page<Row> {
  const page = rows.slice(0, size);
  return { rows: end === 'FIRST' ? page : page.reverse(), hasMore: rows.length > size };
}
