import type { Collection } from '../../model/collection/collection.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { startJob } from '../jobs/job-runs';
import { evaluatePolicyJob } from './evaluate-policy.job';

/** Starts the jobs of the evaluations that waited for a collection, in the unit that ended it: none waits in a worker. */
export async function startWaitingEvaluations(stores: TenantStores, collection: Collection): Promise<void> {
  for (const { id: evaluationId, experimentId } of await stores.evaluations.findWaiting(collection.id)) {
    const job = await startJob(stores, evaluatePolicyJob, { experimentId, payload: { evaluationId } });
    await stores.evaluations.setJob(evaluationId, job.id);
  }
}
