import { readWholeFile } from '../../files/read-whole-file';
import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { type CheckpointMetadata, checkpointMetadataFormat } from './checkpoint-metadata';
import type { JobContext } from '../jobs/job-context';
import type { CheckpointBytes } from './store-checkpoint';

export type OpenedCheckpoint = CheckpointBytes & {
  readonly checkpoint: Checkpoint;
  readonly metadata: CheckpointMetadata;
};

/**
 * A checkpoint with its files in memory, checked against their hashes.
 *
 * @param place a job's context will do
 * @throws NotFoundError for a checkpoint that the organization does not have, and when its file is gone
 * @throws UnavailableError when the file store is away or a file is damaged
 */
export async function openCheckpoint(
  { database, files, tenantId }: Pick<JobContext, 'database' | 'files' | 'tenantId'>,
  id: string,
): Promise<OpenedCheckpoint> {
  const checkpoint = await database.inTenant(tenantId, (stores) => stores.checkpoints.get(id));
  const { modelHash, optimizerHash, metadataJson } = checkpoint;
  return {
    checkpoint,
    model: await readWholeFile(files, tenantId, modelHash),
    optimizer: optimizerHash === null ? null : await readWholeFile(files, tenantId, optimizerHash),
    metadata: checkpointMetadataFormat.read(metadataJson, id),
  };
}
