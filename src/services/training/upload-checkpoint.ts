import type { FileStore } from '../../files/file-store';
import type { SpooledContent } from '../../files/spool-content';
import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { checkModelFile } from '../../policy/onnx-model/check-model-file';
import { METADATA_KEYS, MODEL_SIGNATURE } from '../../policy/scoring/model-signature';
import type { TenantStores } from '../../persistence/tenant-stores';
import { registerCheckpoint } from '../checkpoints/register-checkpoint';
import { findFirstResult, madeThingFormat, runOnce } from '../jobs/idempotency';
import { lockExternal } from './external-training';
import { recordHeartbeat } from './trainer-silence';
import { appendTrainingEvent } from './training-event';

/** Target of an upload. */
export type UploadPlace = {
  readonly database: TenantDatabase;
  readonly files: FileStore;
  readonly tenantId: string;
};

export type CheckpointUpload = {
  /** Name of the experiment to which it belongs; null for none. */
  readonly experiment: string | null;
  /** Id of the checkpoint from which it was made; null if that is not stored here. */
  readonly parentId: string | null;
  /** The EXTERNAL run that wrote it, and the step after which it did; null for none. */
  readonly training: { readonly runId: string; readonly step: number } | null;
  readonly content: SpooledContent;
  /** A retry with the same key and upload returns the original checkpoint; null for none. */
  readonly idempotencyKey: string | null;
};

/**
 * Accepts an uploaded ONNX policy: validates it in a separate process, stores its file and writes its row.
 *
 * @throws NotFoundError for an experiment or parent that the organization does not have
 * @throws InvalidInputError for a file that is not a policy, naming what was found and what was expected
 * @throws ConflictError if the key was used for a different upload
 * @throws UnavailableError if the file store is unreachable
 */
export async function uploadCheckpoint(place: UploadPlace, upload: CheckpointUpload): Promise<Checkpoint> {
  const { database, files, tenantId } = place;
  const { experiment, training, content } = upload;
  const asked = { experiment, parentId: upload.parentId, training, modelHash: content.hash };
  const call = { operation: 'uploadCheckpoint', key: upload.idempotencyKey, input: asked };
  const earlier = await database.inTenant(tenantId, async (stores) => {
    const first = await findFirstResult(stores, call, madeThingFormat);
    return first === null ? null : stores.checkpoints.get(first.id);
  });
  if (earlier !== null) return earlier;
  // Before the file is validated, so that a wrong name is reported immediately.
  const { experimentId, parentId } = await database.inTenant(tenantId, async (stores) => {
    if (upload.parentId !== null) await stores.checkpoints.get(upload.parentId);
    const run = training === null ? null : await lockExternal(stores, training.runId);
    const named = experiment === null ? null : (await stores.experiments.getByName(experiment)).id;
    return {
      experimentId: named ?? run?.experimentId ?? null,
      parentId: upload.parentId ?? run?.latestCheckpointId ?? run?.baseCheckpointId ?? null,
    };
  });
  const properties = await checkModelFile(content.file);
  await files.put(tenantId, content);
  const description = {
    experimentId,
    trainingRunId: training?.runId ?? null,
    parentId,
    origin: 'UPLOADED',
    step: training?.step ?? 0,
    metadata: {
      featureVersion: properties[METADATA_KEYS.featureVersion] ?? MODEL_SIGNATURE.featureVersion,
      taskSetHash: null,
      rewardSchemeId: null,
      estimator: null,
      seed: null,
      properties,
    },
  } as const;
  const bytes = { modelHash: content.hash, modelBytes: content.size, optimizerHash: null, optimizerBytes: null };
  return database.inTenant(tenantId, async (stores) => {
    const { id } = await runOnce(stores, call, async () => {
      const checkpoint = await registerCheckpoint(stores, description, bytes);
      if (training !== null) await addToRun(stores, training.runId, checkpoint);
      return { id: checkpoint.id };
    });
    return stores.checkpoints.get(id);
  });
}

/** A checkpoint that arrives after a newer one does not become the latest of its run. */
async function addToRun(stores: TenantStores, runId: string, { id, step }: Checkpoint): Promise<void> {
  const run = await lockExternal(stores, runId);
  const { attempt, latestCheckpointId } = run;
  const latest = latestCheckpointId === null ? null : await stores.checkpoints.get(latestCheckpointId);
  if (latest === null || latest.step <= step) await stores.trainingRuns.setLatestCheckpoint(runId, id);
  await recordHeartbeat(stores, run, null);
  await appendTrainingEvent(stores, runId, { kind: 'CHECKPOINT', attempt, step, checkpointId: id });
}
