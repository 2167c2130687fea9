import { translateDatabaseError } from './sqlstate';
import { WorkerStore } from './stores/jobs/worker-store';
import type { TenantDatabase } from './tenant-database';

/** The installation's workers, outside a unit of work. */
export class WorkerDirectory {
  private readonly store: WorkerStore;

  constructor(database: TenantDatabase) {
    this.store = new WorkerStore(database.unscoped.manager);
  }

  /** @throws UnavailableError if the database is unavailable */
  async reach<Result>(work: (workers: WorkerStore) => Promise<Result>): Promise<Result> {
    try {
      return await work(this.store);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
