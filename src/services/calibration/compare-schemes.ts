import type { EstimatorName } from '../../domain/advantages/estimators';
import type { SchemeComparison } from '../../domain/calibration/schemes/compare-schemes';
import type { Compute } from '../../compute/compute-tasks';
import type { RolloutFilter } from '../../persistence/stores/rollouts/rollout-filter';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { loadLimitedRollouts } from './load-limited-rollouts';
import { type CalibrationChoice, resolveCalibrationSettings } from './calibration-settings';
import { readRewardScheme } from './reward-scheme-values';

export type CompareSchemesCommand = {
  readonly experimentId: string;
  readonly beforeId: string;
  readonly afterId: string;
  /** Restricts the SCORED rollouts of the experiment. */
  readonly filter: RolloutFilter;
  readonly settings: Pick<CalibrationChoice, 'estimator' | 'estimatorSettings'>;
};

/** A comparison, with the estimator of its advantages. */
export type StoredSchemeComparison = SchemeComparison & { readonly estimator: EstimatorName };

/**
 * Rewards stored rollouts under two stored schemes and reports what changes. Computes in a thread.
 *
 * @throws NotFoundError for an experiment or scheme that the organization does not have
 * @throws InvalidInputError for a setting out of range; LimitExceededError for more than MAX_ROLLOUTS_PER_REQUEST rollouts
 */
export async function compareStoredSchemes(
  { database, compute }: { readonly database: TenantDatabase; readonly compute: Compute },
  tenantId: string,
  { experimentId, beforeId, afterId, filter, settings }: CompareSchemesCommand,
): Promise<StoredSchemeComparison> {
  const { estimator: name, estimatorSettings } = resolveCalibrationSettings(settings, null);
  const { input, before, after } = await database.inTenant(tenantId, async (stores) => ({
    before: (await readRewardScheme(stores, beforeId)).values,
    after: (await readRewardScheme(stores, afterId)).values,
    input: await loadLimitedRollouts(stores, experimentId, filter),
  }));
  const comparison = await compute.run('compareSchemes', {
    input,
    pair: { before, after },
    estimator: { name, settings: estimatorSettings },
  });
  return { ...comparison, estimator: name };
}
