import type { Collection } from '../../model/collection/collection.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { cancelJob } from '../jobs/end-job';
import type { JobRegistry } from '../jobs/job-kind';
import { isFinalJobState } from '../jobs/job-runs';

/**
 * Cancels the unfinished part of a collection; stored rollouts are kept. Shards that no worker holds end immediately,
 * the others at the next heartbeat of their worker. Each shard is cancelled in its own unit of work: a single unit
 * could deadlock with a worker.
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
