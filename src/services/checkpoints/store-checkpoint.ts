import { contentOfBytes } from '../../files/file-content';
import type { FileStore } from '../../files/file-store';
import type { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { type JobContext, saveWhileHeld } from '../jobs/job-context';
import { type CheckpointDescription, type CheckpointFiles, registerCheckpoint } from './register-checkpoint';

/** What a checkpoint is made of. */
export type CheckpointBytes = {
  /** An ONNX file. */
  readonly model: Uint8Array;
  /** What the optimizer needs to go on, in a form of its own; null when nothing will go on from here. */
  readonly optimizer: Uint8Array | null;
};

/**
 * Writes a checkpoint in the middle of a job: first its files, which nobody sees yet, then its row, while the claim is held.
 * A job that is lost in between leaves files without a row; the next attempt finds them and writes the row.
 *
 * @throws CancelledError when the claim is lost; UnavailableError when the file store is away
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
 * Puts the files of a checkpoint into the file store, outside of any unit of work. The same bytes are kept once.
 *
 * @returns their hashes and sizes, for `registerCheckpoint`
 * @throws UnavailableError when the file store is away
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
