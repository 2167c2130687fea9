import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Received bytes that can be read more than once. */
export type Spool = {
  read(): AsyncIterable<Uint8Array>;
  remove(): Promise<void>;
};

/** Streams the bytes to a temporary file of this process, readable only by its user; the caller removes it. */
export async function spoolBytes(bytes: AsyncIterable<Uint8Array>): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), 'turnwise-spool-'));
  const file = join(folder, 'bytes');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await pipeline(Readable.from(bytes), createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { read: () => createReadStream(file), remove };
}
