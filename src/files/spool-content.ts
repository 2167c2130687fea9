import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { LimitExceededError } from '../errors';
import type { FileContent } from './file-content';
import { writeSpoolFile } from './spool-file';

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
 * @throws LimitExceededError if there are more; UnavailableError when the disk is full or fails
 */
export async function spoolContent(
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
  name: string,
): Promise<SpooledContent> {
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
  const { file, remove } = await writeSpoolFile(measure(bytes));
  return { hash: hash.digest('hex'), size, file, read: () => createReadStream(file), remove };
}
