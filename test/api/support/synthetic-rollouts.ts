import type { RecordedRollout } from '../../../src/domain/trajectory';
import type { IngestRow } from '../../../src/services/rollouts/ingest-row';

/** Rows of generated rollouts, each with a client id. */
export function syntheticRows(rollouts: readonly RecordedRollout[], policyName = 'synthetic-agent'): IngestRow[] {
  return rollouts.map((rollout, row) => ({
    row,
    clientId: `${policyName} ${rollout.task.externalId}/${rollout.trial}`,
    policyName,
    simulatorName: 'synthetic-user',
    simulatorVersion: '1',
    rollout,
    contentHash: '0'.repeat(64),
    isTaskDescribed: true,
  }));
}
