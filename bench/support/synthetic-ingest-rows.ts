import { createHash } from 'node:crypto';
import { generateRollouts } from '../../src/domain/synthetic/generate-rollouts';
import type { RecordedRollout } from '../../src/domain/trajectory';
import type { IngestRow } from '../../src/services/rollouts/ingest-row';

export type SyntheticRowSettings = {
  readonly tasks: number;
  readonly trials: number;
  readonly seed: number;
  /** Cuts the last turns of longer rollouts. */
  readonly maxTurns: number;
};

/** Synthetic rollouts (tasks x trials) as an import passes them to the service. */
export function syntheticIngestRows({ tasks, trials, seed, maxTurns }: SyntheticRowSettings): IngestRow[] {
  return generateRollouts({ tasks, trials, seed }).rollouts.map((generated, row) => {
    const rollout: RecordedRollout = { ...generated, turns: generated.turns.slice(0, maxTurns) };
    return {
      row,
      clientId: null,
      policyName: 'synthetic policy',
      simulatorName: 'synthetic user',
      simulatorVersion: '1',
      rollout,
      contentHash: createHash('sha256').update(JSON.stringify(rollout)).digest('hex'),
      isTaskDescribed: true,
    };
  });
}
