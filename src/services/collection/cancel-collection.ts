import type { Collection } from '../../model/collection/collection.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { cancelJob } from '../jobs/end-job';
import type { JobRegistry } from '../jobs/job-kind';
import { isFinalJobState } from '../jobs/job-runs';

/**
 * Cancels what a collection has not done yet; what it has stays. Shards that no worker holds end at once, the others at
 * their worker's next heartbeat. Each shard in a unit of its own: in one, it could wait for a worker that waits for it.
 *
 * @throws NotFoundError
 */
export async function cancelCollection(
  database: TenantDatabase,
  tenantId: string,
  { id, jobs }: { readonly id: string; readonly jobs: JobRegistry },
): Promise<Collection> {
  const shards = await database.inTenant(tenantId, async (stores) => {
    await stores.collections.get(id);
    return stores.collections.findShardStates([id]);
  });
  for (const { jobRunId, state } of shards) {
    if (!isFinalJobState(state)) await cancelJob(database, tenantId, { id: jobRunId, jobs });
  }
  return database.inTenant(tenantId, (stores) => stores.collections.get(id));
}
