import { createHash } from 'node:crypto';
import { UnavailableError } from '../errors';
import { sha256 } from '../sha256';

/** Bytes that can be read more than once, with their name: SHA-256 as 64 lower-case hexadecimal digits. */
export type FileContent = {
  readonly hash: string;
  readonly size: number;
  read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
};

export function contentOfBytes(bytes: Uint8Array): FileContent {
  return { hash: sha256(bytes), size: bytes.byteLength, read: () => [bytes] };
}

/**
 * Passes the bytes on one piece late, so that the last piece is held back until all are verified.
 *
 * @throws UnavailableError if the bytes do not match the hash: the stored file is damaged
 */
export async function* checkHash(bytes: AsyncIterable<Uint8Array>, hash: string): AsyncGenerator<Uint8Array> {
  const found = createHash('sha256');
  let held: Uint8Array | null = null;
  for await (const piece of bytes) {
    found.update(piece);
    if (held !== null) yield held;
    held = piece;
  }
  const digest = found.digest('hex');
  if (digest !== hash) {
    throw new UnavailableError(`file ${hash} is damaged: its bytes have hash ${digest}`);
  }
  if (held !== null) yield held;
}
