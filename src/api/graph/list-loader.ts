import DataLoader from 'dataloader';
import type { ListFilter, Page, PageRequest, RowList } from '../../persistence/lists/row-list';
import type { TenantStores } from '../../persistence/tenant-stores';
import { canonicalJson } from '../../canonical-json';

type InTenant = <Result>(work: (stores: TenantStores) => Promise<Result>) => Promise<Result>;
type Row = { readonly id: string };
type Choice = { readonly filter: ListFilter; readonly request: PageRequest };

/**
 * Lists below the objects of an answer: reads the same page of the same list for all parents in one statement. Results
 * are not cached, as in the other loaders.
 */
export class ListLoader {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  constructor(private readonly inTenant: InTenant) {}

  page<Listed extends Row>(list: RowList<Listed>, parentId: string, choice: Choice): Promise<Page<Listed>> {
    const loader = this.loaderOf(`page ${canonicalJson([list, choice])}`, (ids) =>
      this.inTenant((stores) => stores.lists.pages(list, ids, choice)),
    );
    return loader.load(parentId) as Promise<Page<Listed>>;
  }

  count<Listed extends Row>(list: RowList<Listed>, parentId: string, filter: ListFilter): Promise<number> {
    const loader = this.loaderOf(`count ${canonicalJson([list, filter])}`, (ids) =>
      this.inTenant((stores) => stores.lists.counts(list, ids, filter)),
    );
    return loader.load(parentId) as Promise<number>;
  }

  /** @param name identifies the list and everything requested of it, except the parent */
  private loaderOf(name: string, read: (ids: string[]) => Promise<ReadonlyMap<string, unknown>>) {
    let loader = this.loaders.get(name);
    if (loader === undefined) {
      loader = new DataLoader<string, unknown>(
        async (ids) => {
          const found = await read([...new Set(ids)]);
          return ids.map((id) => found.get(id));
        },
        { cache: false },
      );
      this.loaders.set(name, loader);
    }
    return loader;
  }
}
