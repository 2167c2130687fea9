import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { type CheckpointMetadata, checkpointMetadataFormat, parseCheckpointMetadata } from './checkpoint-metadata';

/** What a checkpoint belongs to and how it was made. */
export type CheckpointDescription = Pick<
  Checkpoint,
  'experimentId' | 'trainingRunId' | 'parentId' | 'origin' | 'step'
> & {
  readonly metadata: CheckpointMetadata;
  /** State that the run carries from step to step in addition to the files, as JSON text; absent if there is none. */
  readonly stateJson?: string;
};

/** The files of a checkpoint in the file store. */
export type CheckpointFiles = Pick<Checkpoint, 'modelHash' | 'modelBytes' | 'optimizerHash' | 'optimizerBytes'>;

/**
 * Writes the row of a checkpoint whose files are already stored (`storeCheckpointFiles`). It only writes, so it can run
 * in the unit of work that ends a job.
 *
 * @throws NotFoundError for an experiment or parent that the organization does not have
 * @throws InvalidInputError if the metadata lack a member
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
