import { type ClassType, Extensions, Field, Int, ObjectType } from 'type-graphql';
import type { Page, PageRequest } from '../../persistence/lists/row-list';

@ObjectType('PageInfo', { description: 'Position of a page in its list.' })
export class PageInfo {
  @Field(() => Boolean, {
    description: 'Whether more rows follow this page. For a page read with `last`: whether `before` was given.',
  })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: 'Whether rows precede this page. For a page read with `first`: whether `after` was given.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null for an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row; null for an empty page.' })
  endCursor!: string | null;
}

/** A plain object with the members of a GraphQL class. */
type Members<Type> = { readonly [Name in keyof Type]: Type[Name] };

/** What a connection is made from. Rows and count are read only if the operation selects them. */
export type ConnectionSource<Row> = {
  readonly request: PageRequest;
  readonly readPage: () => Promise<Page<Row>>;
  readonly countRows: () => Promise<number>;
  readonly cursorOf: (row: Row) => string;
};

/**
 * The Relay connection type of a node type, named `<name>Connection`.
 *
 * @param order how its rows are sorted, in words
 */
export function connectionTypeOf<NodeRow extends object>(
  NodeType: ClassType<NodeRow>,
  name: string,
  order = 'newest first',
) {
  @ObjectType(`${name}Edge`, { description: `One ${name} row with its cursor.` })
  class Edge {
    @Field(() => NodeType, { description: 'The row.' })
    node!: NodeRow;

    @Field(() => String, { description: 'Cursor of the row, for `after` and `before`.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} rows, ${order}.` })
  class Connection {
    private page: Promise<Page<NodeRow>> | undefined;

    constructor(private readonly source: ConnectionSource<NodeRow>) {}

    @Extensions({ isPage: true })
    @Field(() => [Edge], { description: 'Rows of the page with their cursors.' })
    async edges(): Promise<Members<Edge>[]> {
      const { rows } = await this.read();
      return rows.map((node) => ({ node, cursor: this.source.cursorOf(node) }));
    }

    @Extensions({ isPage: true })
    @Field(() => [NodeType], { description: 'Rows of the page without their cursors.' })
    async nodes(): Promise<readonly NodeRow[]> {
      return (await this.read()).rows;
    }

    @Field(() => PageInfo, { description: 'Position of the page in the list.' })
    async pageInfo(): Promise<Members<PageInfo>> {
      const { request, cursorOf } = this.source;
      const { rows, hasMore } = await this.read();
      const [first, last] = [rows[0], rows.at(-1)];
      return {
        hasNextPage: request.end === 'FIRST' ? hasMore : request.before !== null,
        hasPreviousPage: request.end === 'LAST' ? hasMore : request.after !== null,
        startCursor: first === undefined ? null : cursorOf(first),
        endCursor: last === undefined ? null : cursorOf(last),
      };
    }

    @Field(() => Int, { description: 'Number of rows in the whole list, over all pages. Counted only when requested.' })
    totalCount(): Promise<number> {
      return this.source.countRows();
    }

    private read(): Promise<Page<NodeRow>> {
      this.page ??= this.source.readPage();
      return this.page;
    }
  }
  return Connection;
}
