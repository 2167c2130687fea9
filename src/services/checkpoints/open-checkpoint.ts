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
 * Loads a checkpoint with its files into memory and verifies their hashes.
 *
 * @param place database and file store, e.g. the context of a job
 * @throws NotFoundError for a checkpoint that the organization does not have, or if its file no longer exists
 * @throws UnavailableError if the file store is unreachable or a file is corrupt
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
