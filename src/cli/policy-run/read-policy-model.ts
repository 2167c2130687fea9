import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInputError } from '../../errors';
import { MODEL_SIGNATURE } from '../../policy/scoring/model-signature';
import type { ApiClient } from '../api-client';
import { requireReadableFile } from '../commands/import';

/** @throws InvalidInputError if the file cannot be read or exceeds the size limit of policies */
export async function readModelFile(file: string): Promise<Uint8Array> {
  await requireReadableFile(file);
  const { size } = await stat(file);
  if (size > MODEL_SIGNATURE.maxBytes) {
    throw new InvalidInputError(`${file}: has ${size} bytes; the limit for policies is ${MODEL_SIGNATURE.maxBytes}`);
  }
  return readFile(file);
}

/** Downloads the ONNX file of a checkpoint and verifies its hash. @throws NotFoundError */
export async function downloadModel(client: ApiClient, checkpointId: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'turnwise-policy-'));
  try {
    const file = join(folder, 'model.onnx');
    await client.downloadCheckpoint(checkpointId, 'model.onnx', file);
    return await readModelFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
