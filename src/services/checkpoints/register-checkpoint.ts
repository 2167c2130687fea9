import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { type CheckpointMetadata, checkpointMetadataFormat, parseCheckpointMetadata } from './checkpoint-metadata';

/** Where a checkpoint belongs and what it was made with. */
export type CheckpointDescription = Pick<
  Checkpoint,
  'experimentId' | 'trainingRunId' | 'parentId' | 'origin' | 'step'
> & {
  readonly metadata: CheckpointMetadata;
  /** What its run carries from step to step beside its files, as JSON text; absent: nothing. */
  readonly stateJson?: string;
};

/** The files of a checkpoint as they lie in the file store. */
export type CheckpointFiles = Pick<Checkpoint, 'modelHash' | 'modelBytes' | 'optimizerHash' | 'optimizerBytes'>;

/**
 * Writes the row of a checkpoint whose files are stored already (`storeCheckpointFiles`): it only writes, so it fits into
 * the unit of work that ends a job.
 *
 * @throws NotFoundError for an experiment or parent that the organization does not have
 * @throws InvalidInputError for metadata that lack a member
 */
export async function registerCheckpoint(
  stores: TenantStores,
  description: CheckpointDescription,
  files: CheckpointFiles,
): Promise<Checkpoint> {
  const { metadata, experimentId, trainingRunId, parentId, origin, step, stateJson } = description;
  if (experimentId !== null) await stores.experiments.get(experimentId);
  if (parentId !== null) await stores.checkpoints.get(parentId);
  const { modelHash, modelBytes, optimizerHash, optimizerBytes } = files;
  return stores.checkpoints.create({
    ...{ experimentId, trainingRunId, parentId, origin, step },
    ...{ modelHash, modelBytes, optimizerHash, optimizerBytes },
    stateJson: stateJson ?? null,
    metadataJson: checkpointMetadataFormat.write(parseCheckpointMetadata(metadata)),
  });
}
