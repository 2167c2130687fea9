import { createHash } from 'node:crypto';
import type { CalibrationInput } from '../../domain/calibration/calibration-input';
import { packRollouts } from '../../domain/calibration/pack-rollouts';
import type { Tier } from '../../domain/classification/tier';
import type { RolloutFilter } from '../../persistence/stores/rollouts/rollout-filter';
import type { TenantStores } from '../../persistence/tenant-stores';

/**
 * Loads the SCORED rollouts of an experiment for the statistics, in an order that is the same in every database.
 *
 * @param filter restricts the rollouts
 */
export async function loadScoredRollouts(
  stores: TenantStores,
  experimentId: string,
  filter: RolloutFilter,
): Promise<CalibrationInput> {
  const rows = await stores.rollouts.readTierRows(experimentId, filter);
  const counts = await stores.rollouts.countByOutcome(experimentId, filter);
  return packRollouts(
    rows.map((row) => ({
      taskId: row.taskKey,
      groupKey: `${row.policyId} ${row.taskKey}`,
      outcome: row.reward,
      turns: row.tiers.map((tier, i) => ({ tier: tier as Tier, score: row.scores[i]! })),
    })),
    {
      UNSCORED: counts.get('UNSCORED') ?? 0,
      INFRASTRUCTURE_FAILURE: counts.get('INFRASTRUCTURE_FAILURE') ?? 0,
      SIMULATOR_FAILURE: counts.get('SIMULATOR_FAILURE') ?? 0,
      TIMEOUT: counts.get('TIMEOUT') ?? 0,
    },
  );
}

/** The rollouts of one policy; null selects all policies. */
export function policyFilter(policyName: string | null): RolloutFilter {
  return policyName === null ? {} : { policyName };
}

/** SHA-256 of everything that the statistics read, in order. Equal hashes mean equal inputs. */
export function hashRollouts(rollouts: CalibrationInput): string {
  const hash = createHash('sha256').update(JSON.stringify([rollouts.taskIds, rollouts.leftOut]));
  const { taskIndex, groupIndex, outcomes, turnOffsets, tierCodes, scores } = rollouts;
  for (const array of [taskIndex, groupIndex, outcomes, turnOffsets, tierCodes, scores]) hash.update(array);
  return hash.digest('hex');
}
