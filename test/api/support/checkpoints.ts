import { randomBytes } from 'node:crypto';
import { type CheckpointDescription, registerCheckpoint } from '../../../src/services/checkpoints/register-checkpoint';
import { type CheckpointBytes, storeCheckpointFiles } from '../../../src/services/checkpoints/store-checkpoint';
import type { TestApi } from './api-server';

const METADATA = { featureVersion: '1', taskSetHash: null, rewardSchemeId: null, estimator: 'GRPO', seed: '7' };

/** Stores a checkpoint as a training job does. @returns its id */
export async function addCheckpoint(
  { database, files }: TestApi,
  tenantId: string,
  experimentId: string | null,
  change: Partial<CheckpointDescription & CheckpointBytes> = {},
): Promise<string> {
  const { model = randomBytes(64), optimizer = randomBytes(32), ...description } = change;
  const stored = await storeCheckpointFiles(files.store, tenantId, { model, optimizer });
  const checkpoint = await database.inTenant(tenantId, (stores) =>
    registerCheckpoint(
      stores,
      {
        experimentId,
        trainingRunId: null,
        parentId: null,
        origin: 'TRAINED',
        step: 10,
        metadata: METADATA,
        ...description,
      },
      stored,
    ),
  );
  return checkpoint.id;
}
