import type { Collection } from '../../model/collection/collection.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { startJob } from '../jobs/job-runs';
import { evaluatePolicyJob } from './evaluate-policy.job';

/**
 * Starts the jobs of the evaluations that wait for a collection, in the unit of work that ends it, so that no worker is
 * occupied by waiting.
 */
export async function startWaitingEvaluations(stores: TenantStores, collection: Collection): Promise<void> {
  for (const { id: evaluationId, experimentId } of await stores.evaluations.findWaiting(collection.id)) {
    const job = await startJob(stores, evaluatePolicyJob, { experimentId, payload: { evaluationId } });
    await stores.evaluations.setJob(evaluationId, job.id);
  }
}
