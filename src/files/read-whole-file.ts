import type { FileStore } from './file-store';

/**
 * Reads the whole file into memory; for files of known, modest size.
 *
 * @throws NotFoundError, UnavailableError as `FileStore.read`
 */
export async function readWholeFile(files: FileStore, tenantId: string, hash: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of files.read(tenantId, hash)) pieces.push(piece);
  // A copy with its own buffer, because callers transfer its memory to other threads.
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
