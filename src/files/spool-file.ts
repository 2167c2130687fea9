import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explainDiskError } from './disk-error';

/** A temporary file of this process, readable by its user alone. */
export type SpoolFile = { readonly file: string; readonly remove: () => Promise<void> };

const CANNOT_KEEP = 'the upload cannot be kept until it is checked';

/**
 * Writes the bytes to a temporary file and never holds them in memory; the caller removes it. When it fails, it is gone, and
 * no further bytes are waited for: a stream would first wait for the next ones, which may never come.
 *
 * @throws UnavailableError when the disk is full or fails; what `bytes` throws
 */
export async function writeSpoolFile(bytes: AsyncIterable<Uint8Array>): Promise<SpoolFile> {
  const folder = await orExplain(mkdtemp(path.join(tmpdir(), 'turnwise-spool-')));
  const file = path.join(folder, 'bytes');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const handle = await orExplain(open(file, 'wx', 0o600));
    try {
      for await (const piece of bytes) await orExplain(handle.appendFile(piece));
    } finally {
      await handle.close();
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { file, remove };
}

async function orExplain<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw explainDiskError(error, CANNOT_KEEP);
  }
}
