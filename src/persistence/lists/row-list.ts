import type { RolloutFilter } from '../stores/rollouts/rollout-filter';

/** Sort order of a list. Ties are broken by id, in the same direction. */
export type Sort = {
  /** Property of the entity. */
  readonly key: string;
  readonly keyType: 'TIME' | 'INTEGER' | 'FLOAT' | 'TEXT';
  readonly direction: 'ASC' | 'DESC';
  /** Whether the key can be null; rows without a key come last in both directions. */
  readonly isNullable?: boolean;
};

/** Oldest or newest first. */
export const OLDEST_FIRST: Sort = { key: 'createdAt', keyType: 'TIME', direction: 'ASC' };
export const NEWEST_FIRST: Sort = { key: 'createdAt', keyType: 'TIME', direction: 'DESC' };

type ListedRow = { readonly id: string };

/** A list that can be read page by page, for many parents at once. */
export type RowList<Row extends ListedRow> = {
  /** Name of the list in cursors. */
  readonly name: string;
  readonly entity: new () => Row;
  /**
   * SQL condition on the table: the row belongs to `parent.id`. For lists of everything the parent is the organization.
   */
  readonly ofParent: string;
  /** SQL condition on the table, for every parent. */
  readonly condition?: string;
  readonly sort: Sort;
};

/** Filter on the rows of a list. Members are joined by AND; an absent member does not restrict. */
export type ListFilter = {
  /** Created at or after this time. */
  readonly createdAfter?: Date;
  /** Created before this time. */
  readonly createdBefore?: Date;
  readonly name?: string;
  /** The name contains this text, ignoring case. */
  readonly nameContains?: string;
  readonly state?: string;
  /** For lists of rollouts. */
  readonly rollouts?: RolloutFilter;
};

/** Sort value of a row. */
export type SortKey = Date | number | string | null;

/** Position of a row in a list: its key and id. */
export type Position = { readonly key: SortKey; readonly id: string };

/** Request for a page: the first or last `size` rows between two positions. */
export type PageRequest = {
  readonly end: 'FIRST' | 'LAST';
  /** Number of rows of the page, min 1. */
  readonly size: number;
  /** The page starts after this position; null for the start of the list. */
  readonly after: Position | null;
  /** The page ends before this position; null for the end of the list. */
  readonly before: Position | null;
};

/** The first rows of a list. */
export function firstRows(size: number): PageRequest {
  return { end: 'FIRST', size, after: null, before: null };
}

/** Rows in the order of the list, and whether more follow (for a FIRST page) or precede it (for a LAST page). */
export type Page<Row> = { readonly rows: readonly Row[]; readonly hasMore: boolean };

export function positionOf(row: ListedRow, sort: Sort): Position {
  return { key: (row as ListedRow & Readonly<Record<string, SortKey>>)[sort.key]!, id: row.id };
}

/** @param rows in the direction in which they were read, at most one more than the page size */
export function pageOf<Row>(rows: readonly Row[], { end, size }: Pick<PageRequest, 'end' | 'size'>): Page<Row> {
  const page = rows.slice(0, size);
  return { rows: end === 'FIRST' ? page : page.reverse(), hasMore: rows.length > size };
}
