import { ArgsType, type ClassType, Extensions, Field, Int, ObjectType } from 'type-graphql';
import { InvalidInputError, LimitExceededError } from '../../errors';
import type { Page, PageRequest } from '../../persistence/keyset-page';
import { BoundedText } from '../guards/argument-limits';
import { decodeCursor, encodeCursor } from './cursor';
import { LIMITS } from '../guards/limits';

/** Arguments of a list that is read page by page, oldest first. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: LIMITS.defaultPageSize,
    description: `Rows of the page, 1 to ${LIMITS.pageSize}.`,
  })
  first!: number;

  @BoundedText({
    nullable: true,
    max: LIMITS.cursorLength,
    description: 'Cursor of the row before the page: `endCursor` of the page before. Absent: the first page.',
  })
  after!: string | null;
}

/**
 * @param list name that the cursors carry
 * @throws LimitExceededError for a page that is too large; InvalidInputError for one without rows and for a wrong cursor
 */
export function pageRequestOf(list: string, { first, after }: PageArgs): PageRequest {
  return { first: pageSizeOf(first), after: after ? decodeCursor(list, after) : null };
}

/** @throws LimitExceededError for a page that is too large; InvalidInputError for one without rows */
export function pageSizeOf(first: number): number {
  if (first < 1) throw new InvalidInputError(`first: is ${first}; it must be 1 to ${LIMITS.pageSize}`);
  if (first > LIMITS.pageSize) {
    throw new LimitExceededError(`first: is ${first}; at most ${LIMITS.pageSize} rows fit a page`);
  }
  return first;
}

@ObjectType('PageInfo', { description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether rows follow the page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page was asked for with `after`, so that rows precede it.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null for an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row; null for an empty page.' })
  endCursor!: string | null;
}

/** A plain object with the members of a GraphQL class. */
type Members<Type> = { readonly [Name in keyof Type]: Type[Name] };

type Row = { readonly createdAt: Date; readonly id: string };

/** What makes a connection: its page, and how to count the whole list (done only when `totalCount` is asked for). */
export type ConnectionSource<NodeRow> = {
  readonly list: string;
  readonly request: { readonly after: unknown };
  readonly page: Page<NodeRow>;
  /** Place of a row in a list that is not sorted by age; absent: oldest first. */
  readonly cursorOf?: (row: NodeRow) => string;
  readonly countRows: () => Promise<number>;
};

/** The Relay connection type of a node type, named `<name>Connection`. */
export function connectionTypeOf<NodeRow extends Row>(
  NodeType: ClassType<NodeRow>,
  name: string,
  order = 'oldest first',
) {
  @ObjectType(`${name}Edge`, { description: `One entry of a list of ${name}: the row and its place.` })
  class Edge {
    @Field(() => NodeType, { description: 'The row.' })
    node!: NodeRow;

    @Field(() => String, { description: 'Its place in the list, for `after`.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}, ${order}.` })
  class Connection {
    constructor(private readonly source: ConnectionSource<NodeRow>) {}

    @Extensions({ isPage: true })
    @Field(() => [Edge], { description: 'The rows of the page with their places.' })
    edges(): Members<Edge>[] {
      return this.source.page.rows.map((node) => ({ node, cursor: this.cursorOf(node) }));
    }

    @Extensions({ isPage: true })
    @Field(() => [NodeType], { description: 'The rows of the page, without their places.' })
    nodes(): NodeRow[] {
      return this.source.page.rows;
    }

    @Field(() => PageInfo, { description: 'Where the page lies.' })
    pageInfo(): Members<PageInfo> {
      const { request, page } = this.source;
      const first = page.rows[0];
      const last = page.rows.at(-1);
      return {
        hasNextPage: page.hasNextPage,
        hasPreviousPage: request.after !== null,
        startCursor: first === undefined ? null : this.cursorOf(first),
        endCursor: last === undefined ? null : this.cursorOf(last),
      };
    }

    @Field(() => Int, { description: 'Rows of the whole list, counted when this is asked for.' })
    totalCount(): Promise<number> {
      return this.source.countRows();
    }

    private cursorOf(row: NodeRow): string {
      const { list, cursorOf } = this.source;
      return cursorOf === undefined ? encodeCursor(list, row) : cursorOf(row);
    }
  }
  return Connection;
}
