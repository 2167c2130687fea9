import type { CalibrationInput } from '../../domain/calibration/calibration-input';
import { LimitExceededError } from '../../errors';
import type { RolloutFilter } from '../../persistence/stores/rollouts/rollout-filter';
import type { TenantStores } from '../../persistence/tenant-stores';
import { loadScoredRollouts } from './load-scored-rollouts';

/** SCORED rollouts that a request may compute on while it waits; jobs have no such cap. */
export const MAX_ROLLOUTS_PER_REQUEST = 10_000;

/**
 * The SCORED rollouts that a request computes on at once.
 *
 * @throws NotFoundError for an experiment that the organization does not have
 * @throws LimitExceededError naming the cap and the number that the filter picks
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
      `the filter picks ${count} SCORED rollouts; at most ${MAX_ROLLOUTS_PER_REQUEST} are computed on at once: restrict the filter`,
    );
  }
  return loadScoredRollouts(stores, experimentId, filter);
}
