import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInputError } from '../../errors';
import { MODEL_SIGNATURE } from '../../policy/scoring/model-signature';
import type { ApiClient } from '../api-client';
import { requireReadableFile } from '../commands/import';

/** @throws InvalidInputError for a file that cannot be read or is larger than a policy may be */
export async function readModelFile(file: string): Promise<Uint8Array> {
  await requireReadableFile(file);
  const { size } = await stat(file);
  if (size > MODEL_SIGNATURE.maxBytes) {
    throw new InvalidInputError(
      `${file}: has ${size} bytes; a policy that is played has at most ${MODEL_SIGNATURE.maxBytes}`,
    );
  }
  return readFile(file);
}

/** The ONNX file of a checkpoint on a server, checked against its hash. @throws NotFoundError */
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
