import { contentOfBytes, type FileContent } from '../../../files/file-content';
import type { FileStore } from '../../../files/file-store';
import { readWholeFile } from '../../../files/read-whole-file';

const OWNER_BYTES = 16;

export type OwnedFile = { readonly ownerId: string; readonly bytes: Uint8Array };

/**
 * Bytes as a file of one owner alone. Equal bytes are one file in the store: without the owner before them, a file that is
 * deleted after use could be another's checkpoint.
 *
 * @param ownerId a UUID
 */
export function ownedFile({ ownerId, bytes }: OwnedFile): FileContent {
  return contentOfBytes(Buffer.concat([Buffer.from(ownerId.replaceAll('-', ''), 'hex'), bytes]));
}

/** @throws NotFoundError, UnavailableError as `FileStore.read` */
export async function readOwnedFile(files: FileStore, tenantId: string, hash: string): Promise<OwnedFile> {
  const whole = await readWholeFile(files, tenantId, hash);
  const digits = Buffer.from(whole.subarray(0, OWNER_BYTES)).toString('hex');
  const ownerId = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { ownerId, bytes: whole.slice(OWNER_BYTES) };
}
