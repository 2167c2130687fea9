import type { CalibrationInput } from '../../domain/calibration/calibration-input';
import { LimitExceededError } from '../../errors';
import type { RolloutFilter } from '../../persistence/stores/rollouts/rollout-filter';
import type { TenantStores } from '../../persistence/tenant-stores';
import { loadScoredRollouts } from './load-scored-rollouts';

/** Max SCORED rollouts in a synchronous computation; jobs have no such limit. */
export const MAX_ROLLOUTS_PER_REQUEST = 10_000;

/**
 * Loads the SCORED rollouts for a synchronous computation.
 *
 * @throws NotFoundError for an experiment that the organization does not have
 * @throws LimitExceededError naming the limit and the number of rollouts that match the filter
 */
export async function loadLimitedRollouts(
  stores: TenantStores,
  experimentId: string,
  filter: RolloutFilter,
): Promise<CalibrationInput> {
  await stores.experiments.get(experimentId);
  const count = await stores.rollouts.count(experimentId, { and: [filter, { outcomeClass: 'SCORED' }] });
  if (count > MAX_ROLLOUTS_PER_REQUEST) {
    throw new LimitExceededError(
      `the filter matches ${count} SCORED rollouts; a request can compute on at most ${MAX_ROLLOUTS_PER_REQUEST}: ` +
        `narrow the filter`,
    );
  }
  return loadScoredRollouts(stores, experimentId, filter);
}
