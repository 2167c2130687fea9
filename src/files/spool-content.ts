import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LimitExceededError } from '../errors';
import type { FileContent } from './file-content';

/** Received bytes in a temporary file of this process; the caller removes it. */
export type SpooledContent = FileContent & {
  /** Path of the bytes, for a program that must read a file. */
  readonly file: string;
  remove(): Promise<void>;
};

/**
 * Streams the bytes to a temporary file readable only by its user, without holding them in memory.
 *
 * @param maxBytes limit; reading stops as soon as it is exceeded
 * @param name what the bytes are, for the message
 * @throws LimitExceededError if there are more
 */
export async function spoolContent(
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
  name: string,
): Promise<SpooledContent> {
  const folder = await mkdtemp(path.join(tmpdir(), 'turnwise-spool-'));
  const file = path.join(folder, 'bytes');
  const remove = () => rm(folder, { recursive: true, force: true });
  const hash = createHash('sha256');
  let size = 0;
  const measure = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      size += piece.byteLength;
      if (size > maxBytes) throw new LimitExceededError(`${name} exceeds the limit of ${maxBytes} bytes`);
      hash.update(piece);
      yield piece;
    }
  };
  try {
    await pipeline(() => measure(bytes), createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await remove();
    throw error;
  }
  return { hash: hash.digest('hex'), size, file, read: () => createReadStream(file), remove };
}
