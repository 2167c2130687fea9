import { contentOfBytes, type FileContent } from '../../../files/file-content';
import type { FileStore } from '../../../files/file-store';
import { readWholeFile } from '../../../files/read-whole-file';

const OWNER_BYTES = 16;

export type OwnedFile = { readonly ownerId: string; readonly bytes: Uint8Array };

/**
 * Makes bytes unique to one owner by prefixing the owner's id. The store keeps equal bytes as one file, so without the
 * prefix, deleting the file after use could delete someone else's checkpoint.
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
