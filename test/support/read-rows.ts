import { firstRows, type RowList } from '../../src/persistence/lists/row-list';
import type { TenantStores } from '../../src/persistence/tenant-stores';

/** Every row of a list, of at most 10,000. */
export async function readRows<Row extends { id: string }>(
  { lists }: TenantStores,
  list: RowList<Row>,
  parentId: string,
): Promise<readonly Row[]> {
  return (await lists.pages(list, [parentId], { filter: {}, request: firstRows(10_000) })).get(parentId)!.rows;
}
