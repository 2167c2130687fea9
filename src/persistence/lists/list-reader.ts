import type { EntityManager } from 'typeorm';
import { containsPattern } from '../contains-pattern';
import { type Bind, bindTo, rolloutCondition } from '../stores/rollouts/rollout-filter';
import {
  type ListFilter,
  type Page,
  pageOf,
  type PageRequest,
  type Position,
  type RowList,
  type Sort,
} from './row-list';

/**
 * Reads pages by position in the order, never by offset: rows added or removed while a client pages neither repeat nor
 * hide existing rows. The pages of all parents are read in one statement.
 */
export class ListReader {
  constructor(private readonly manager: EntityManager) {}

  /**
   * The same page of each parent's list.
   *
   * @param parentIds lower case, without duplicates
   * @returns a page for each parent, possibly empty
   */
  async pages<Row extends { id: string }>(
    list: RowList<Row>,
    parentIds: readonly string[],
    { filter, request }: { readonly filter: ListFilter; readonly request: PageRequest },
  ): Promise<Map<string, Page<Row>>> {
    const parameters: Record<string, unknown> = {};
    const bind: Bind = (value) => {
      const name = `listed${Object.keys(parameters).length}`;
      parameters[name] = value;
      return `:${name}`;
    };
    const parents = bind([...parentIds]);
    const { sort } = list;
    const direction = request.end === 'FIRST' ? sort.direction : opposite(sort.direction);
    const { raw, entities } = await this.manager
      .createQueryBuilder(list.entity, 'listed')
      .innerJoin(
        `(SELECT parent.id AS parent, page.id FROM unnest(CAST(${parents} AS uuid[])) AS parent(id)
          CROSS JOIN LATERAL (${this.pageStatement(list, filter, request, bind)}) AS page)`,
        'place',
        'place.id = listed.id',
      )
      .addSelect('place.parent', 'parent')
      .orderBy(`listed.${sort.key}`, direction, request.end === 'FIRST' ? 'NULLS LAST' : 'NULLS FIRST')
      .addOrderBy('listed.id', direction)
      .setParameters(parameters)
      .getRawAndEntities<{ parent: string; listed_id: string }>();
    const found = new Map(entities.map((row) => [row.id, row]));
    const rows = new Map<string, Row[]>(parentIds.map((id) => [id, []]));
    for (const { parent, listed_id: id } of raw) rows.get(parent)!.push(found.get(id)!);
    return new Map([...rows].map(([parent, read]) => [parent, pageOf(read, request)]));
  }

  /** Number of rows of each parent's list, over all its pages. */
  async counts<Row extends { id: string }>(
    list: RowList<Row>,
    parentIds: readonly string[],
    filter: ListFilter,
  ): Promise<Map<string, number>> {
    const parameters: unknown[] = [[...parentIds]];
    const where = conditionsOf(list, filter, bindTo(parameters)).join(' AND ');
    const rows = await this.manager.query<{ parent: string; count: number }[]>(
      `SELECT parent.id AS parent, (SELECT count(*)::int FROM ${this.tableOf(list)} WHERE ${where}) AS count
       FROM unnest($1::uuid[]) AS parent(id)`,
      parameters,
    );
    return new Map(rows.map(({ parent, count }) => [parent, count]));
  }

  /**
   * Ids of the rows of a page of `parent.id`, plus one extra to know whether more follow. Rows with a key and those
   * without are two ranges of an index, read separately: a condition on both would read all of them.
   */
  private pageStatement<Row extends { id: string }>(
    list: RowList<Row>,
    filter: ListFilter,
    request: PageRequest,
    bind: Bind,
  ): string {
    const table = this.tableOf(list);
    const key = this.columnOf(list, list.sort.key);
    const direction = request.end === 'FIRST' ? list.sort.direction : opposite(list.sort.direction);
    const where = conditionsOf(list, filter, bind);
    const ranges = rangesOf(list.sort, { key: `${table}.${key}`, id: `${table}.id` }, request, bind);
    const selects = ranges.map(
      (range) =>
        `(SELECT ${table}.id FROM ${table} WHERE ${[...where, ...range].join(' AND ')}
          ORDER BY ${table}.${key} ${direction}, ${table}.id ${direction} LIMIT ${request.size + 1})`,
    );
    return selects.join(' UNION ALL ');
  }

  private tableOf<Row extends { id: string }>({ entity }: RowList<Row>): string {
    return this.manager.dataSource.getMetadata(entity).tableName;
  }

  private columnOf<Row extends { id: string }>({ entity }: RowList<Row>, property: string): string {
    return this.manager.dataSource.getMetadata(entity).findColumnWithPropertyName(property)!.databaseName;
  }
}

function conditionsOf<Row extends { id: string }>(list: RowList<Row>, filter: ListFilter, bind: Bind): string[] {
  const { createdAfter, createdBefore, name, nameContains, state, rollouts } = filter;
  return [
    list.ofParent,
    ...(list.condition === undefined ? [] : [list.condition]),
    ...(createdAfter === undefined ? [] : [`created_at >= ${bind(createdAfter)}`]),
    ...(createdBefore === undefined ? [] : [`created_at < ${bind(createdBefore)}`]),
    ...(name === undefined ? [] : [`name = ${bind(name)}`]),
    ...(nameContains === undefined ? [] : [`name ILIKE ${bind(containsPattern(nameContains))}`]),
    ...(state === undefined ? [] : [`state = ${bind(state)}`]),
    ...(rollouts === undefined ? [] : [rolloutCondition(rollouts, bind)]),
  ];
}

type PlaceColumns = { readonly key: string; readonly id: string };

/** Conditions of each index range that can contain rows of the page. */
function rangesOf(sort: Sort, columns: PlaceColumns, { after, before }: PageRequest, bind: Bind): string[][] {
  const { key, id } = columns;
  const later = sort.direction === 'ASC' ? '>' : '<';
  const earlier = sort.direction === 'ASC' ? '<' : '>';
  const place = ({ key: value, id: row }: Position) => `(${bind(value)}, ${bind(row)})`;
  // Rows without a key come after all rows with one.
  const beforeKeyed = before?.key === null ? null : before;
  const ranges: string[][] = [];
  if (after?.key !== null) {
    ranges.push([
      ...(sort.isNullable ? [`${key} IS NOT NULL`] : []),
      ...(after === null ? [] : [`(${key}, ${id}) ${later} ${place(after)}`]),
      ...(beforeKeyed === null ? [] : [`(${key}, ${id}) ${earlier} ${place(beforeKeyed)}`]),
    ]);
  }
  if (sort.isNullable && beforeKeyed === null) {
    ranges.push([
      `${key} IS NULL`,
      ...(after?.key === null ? [`${id} ${later} ${bind(after.id)}`] : []),
      ...(before === null ? [] : [`${id} ${earlier} ${bind(before.id)}`]),
    ]);
  }
  // Nothing lies after a row without a key and before one with a key.
  return ranges.length === 0 ? [['FALSE']] : ranges;
}

function opposite(direction: Sort['direction']): Sort['direction'] {
  return direction === 'ASC' ? 'DESC' : 'ASC';
}
