import type { FileStore } from '../files/file-store';
import type { SpooledContent } from '../files/spool-content';
import type { Checkpoint } from '../model/checkpoint.model';
import type { TenantDatabase } from '../persistence/tenant-database';
import { checkModelFile } from '../policy/onnx-model/check-model-file';
import { METADATA_KEYS, MODEL_SIGNATURE } from '../policy/scoring/model-signature';
import { registerCheckpoint } from './register-checkpoint';

/** Where an upload goes. */
export type UploadPlace = {
  readonly database: TenantDatabase;
  readonly files: FileStore;
  readonly tenantId: string;
};

export type CheckpointUpload = {
  /** Name of the experiment that it belongs to; null for none. */
  readonly experiment: string | null;
  /** Id of the checkpoint that it was made from; null for none that we have. */
  readonly parentId: string | null;
  readonly content: SpooledContent;
};

/**
 * Takes a user's own ONNX policy: checks it in a process of its own, keeps its file and writes its row.
 *
 * @throws NotFoundError for an experiment or parent that the organization does not have
 * @throws InvalidInputError for a file that is no policy, saying what was found and what was expected
 * @throws UnavailableError when the file store is away
 */
export async function uploadCheckpoint(place: UploadPlace, upload: CheckpointUpload): Promise<Checkpoint> {
  const { database, files, tenantId } = place;
  const { experiment, parentId, content } = upload;
  // Before the work of checking: a name that is wrong is told at once.
  const experimentId = await database.inTenant(tenantId, async (stores) => {
    if (parentId !== null) await stores.checkpoints.get(parentId);
    return experiment === null ? null : (await stores.experiments.getByName(experiment)).id;
  });
  const properties = await checkModelFile(content.file);
  await files.put(tenantId, content);
  const description = {
    experimentId,
    trainingRunId: null,
    parentId,
    origin: 'UPLOADED',
    step: 0,
    metadata: {
      featureVersion: properties[METADATA_KEYS.featureVersion] ?? MODEL_SIGNATURE.featureVersion,
      taskSetHash: null,
      rewardSchemeId: null,
      estimator: null,
      seed: null,
      properties,
    },
  } as const;
  return database.inTenant(tenantId, (stores) =>
    registerCheckpoint(stores, description, {
      modelHash: content.hash,
      modelBytes: content.size,
      optimizerHash: null,
      optimizerBytes: null,
    }),
  );
}
