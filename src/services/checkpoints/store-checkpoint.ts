import { contentOfBytes } from '../../files/file-content';
import type { FileStore } from '../../files/file-store';
import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { type JobContext, saveWhileHeld } from '../jobs/job-context';
import { type CheckpointDescription, type CheckpointFiles, registerCheckpoint } from './register-checkpoint';

/** The contents of a checkpoint. */
export type CheckpointBytes = {
  /** An ONNX file. */
  readonly model: Uint8Array;
  /** State of the optimizer in its own format; null if training will not continue from this checkpoint. */
  readonly optimizer: Uint8Array | null;
};

/**
 * Writes a checkpoint in the middle of a job: first its files, which are not visible yet, then its row, while the claim
 * is held. If the job is lost in between, the files have no row; the next attempt finds them and writes the row.
 *
 * @throws CancelledError if the claim is lost; UnavailableError if the file store is unreachable
 * @throws NotFoundError, InvalidInputError as `registerCheckpoint`
 */
export async function storeCheckpoint(
  context: Pick<JobContext, 'database' | 'tenantId' | 'claim' | 'files'>,
  description: CheckpointDescription,
  bytes: CheckpointBytes,
): Promise<Checkpoint> {
  const stored = await storeCheckpointFiles(context.files, context.tenantId, bytes);
  return saveWhileHeld(context, (stores) => registerCheckpoint(stores, description, stored));
}

/**
 * Writes the files of a checkpoint to the file store, outside any unit of work. Equal files are stored once.
 *
 * @returns their hashes and sizes, for `registerCheckpoint`
 * @throws UnavailableError if the file store is unreachable
 */
export async function storeCheckpointFiles(
  files: FileStore,
  tenantId: string,
  { model, optimizer }: CheckpointBytes,
): Promise<CheckpointFiles> {
  const modelContent = contentOfBytes(model);
  await files.put(tenantId, modelContent);
  const optimizerContent = optimizer === null ? null : contentOfBytes(optimizer);
  if (optimizerContent !== null) await files.put(tenantId, optimizerContent);
  return {
    modelHash: modelContent.hash,
    modelBytes: modelContent.size,
    optimizerHash: optimizerContent?.hash ?? null,
    optimizerBytes: optimizerContent?.size ?? null,
  };
}
