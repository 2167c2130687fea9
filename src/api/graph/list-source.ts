import {
  type ListFilter,
  type PageRequest,
  positionOf,
  type RowList,
  type Sort,
} from '../../persistence/lists/row-list';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { ConnectionSource } from './connections';
import { type CursorScope, encodeCursor } from './cursor';
import { type NamedListArgs, listFilterOf, type PageArgs, pageRequestOf } from './page-args';
import type { RequestContext } from './request-context';

type Row = { readonly id: string };

/** Which rows of which list a field returns. */
export type ListChoice<Listed extends Row> = {
  readonly list: RowList<Listed>;
  /** Owner of the rows; for a list of everything, the organization. */
  readonly parentId: string;
  /** Arguments of the field, including filters. */
  readonly args: PageArgs & Partial<NamedListArgs>;
  /** Additional filters. */
  readonly filter?: ListFilter;
  /** Default: the order of the list. */
  readonly sort?: Sort;
};

/**
 * A list below an object. The pages of all objects of an answer are read in one statement, and so are their counts.
 *
 * @throws InvalidInputError or LimitExceededError for invalid arguments
 */
export function edgeSource<Listed extends Row>(
  { loaders }: RequestContext,
  choice: ListChoice<Listed>,
): ConnectionSource<Listed> {
  const { list, parentId, filter, request, cursorOf } = prepare(choice);
  return {
    request,
    cursorOf,
    readPage: () => loaders.lists.page(list, parentId, { filter, request }),
    countRows: () => loaders.lists.count(list, parentId, filter),
  };
}

/**
 * A list at the root of a query, read at once.
 *
 * @param requireParent fails, in the same unit of work, if the organization does not have the parent
 * @throws InvalidInputError or LimitExceededError for invalid arguments
 */
export async function rootSource<Listed extends Row>(
  { inTenant }: RequestContext,
  choice: ListChoice<Listed>,
  requireParent?: (stores: TenantStores) => Promise<unknown>,
): Promise<ConnectionSource<Listed>> {
  const { list, parentId, filter, request, cursorOf } = prepare(choice);
  const pages = await inTenant(async (stores) => {
    await requireParent?.(stores);
    return stores.lists.pages(list, [parentId], { filter, request });
  });
  const page = pages.get(parentId)!;
  return {
    request,
    cursorOf,
    readPage: () => Promise.resolve(page),
    countRows: async () => (await inTenant((stores) => stores.lists.counts(list, [parentId], filter))).get(parentId)!,
  };
}

/** A list of everything in the organization. */
export function organizationSource<Listed extends Row>(
  context: RequestContext,
  choice: Omit<ListChoice<Listed>, 'parentId'>,
): Promise<ConnectionSource<Listed>> {
  return rootSource(context, { ...choice, parentId: context.tenantId });
}

/** A list of an experiment, at the root of a query. @throws NotFoundError if the organization does not have it */
export function experimentSource<Listed extends Row>(
  context: RequestContext,
  { parentId, ...choice }: ListChoice<Listed>,
): Promise<ConnectionSource<Listed>> {
  return rootSource(context, { ...choice, parentId }, (stores) => stores.experiments.get(parentId));
}

type PreparedList<Listed extends Row> = {
  readonly list: RowList<Listed>;
  readonly parentId: string;
  readonly filter: ListFilter;
  readonly request: PageRequest;
  readonly cursorOf: (row: Listed) => string;
};

function prepare<Listed extends Row>({
  list,
  args,
  filter,
  sort,
  ...choice
}: ListChoice<Listed>): PreparedList<Listed> {
  const sorted = sort === undefined ? list : { ...list, sort };
  const { parentId } = choice;
  const all = { ...listFilterOf(args), ...filter };
  const scope: CursorScope = { list: list.name, sort: sorted.sort, rows: { parentId, filter: all } };
  return {
    list: sorted,
    parentId,
    filter: all,
    request: pageRequestOf(scope, args),
    cursorOf: (row) => encodeCursor(scope, positionOf(row, sorted.sort)),
  };
}
