import type { TransitionCounts } from '../../domain/calibration/schemes/transitions-by-outcome';
import type { Compute } from '../../compute/compute-tasks';
import type { RolloutFilter } from '../../persistence/stores/rollouts/rollout-filter';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { loadLimitedRollouts } from './load-limited-rollouts';

/**
 * Counts which tier follows which in stored SCORED rollouts, in a thread.
 *
 * @throws NotFoundError for an experiment that the organization does not have
 * @throws LimitExceededError for more than MAX_ROLLOUTS_PER_REQUEST rollouts
 */
export async function countStoredTransitions(
  { database, compute }: { readonly database: TenantDatabase; readonly compute: Compute },
  tenantId: string,
  { experimentId, filter }: { readonly experimentId: string; readonly filter: RolloutFilter },
): Promise<TransitionCounts> {
  const input = await database.inTenant(tenantId, (stores) => loadLimitedRollouts(stores, experimentId, filter));
  return compute.run('countTransitions', { input });
}
