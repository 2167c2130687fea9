import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** A position in rows ordered by (createdAt, id). */
export type PageCursor = { readonly createdAt: Date; readonly id: string };

/** Request for a page of rows. `first` is the number of rows, min 1. */
export type PageRequest = { readonly first: number; readonly after: PageCursor | null };

export type Page<Row> = { readonly rows: Row[]; readonly hasNextPage: boolean };

/**
 * Pages oldest first by (createdAt, id), never by offset: rows added or removed while a client pages neither repeat nor
 * hide existing rows. Reads one extra row to know whether another page follows.
 *
 * @param alias name of the entity in the query; it has `createdAt` and `id`
 */
export async function readKeysetPage<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  alias: string,
  page: PageRequest,
): Promise<Page<Row>> {
  if (page.after !== null) {
    query.andWhere(`(${alias}.createdAt, ${alias}.id) > (:afterCreatedAt, :afterId)`, {
      afterCreatedAt: page.after.createdAt,
      afterId: page.after.id,
    });
  }
  const rows = await query
    .orderBy(`${alias}.createdAt`, 'ASC')
    .addOrderBy(`${alias}.id`, 'ASC')
    .limit(page.first + 1)
    .getMany();
  return { rows: rows.slice(0, page.first), hasNextPage: rows.length > page.first };
}
