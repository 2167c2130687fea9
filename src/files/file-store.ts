import { isId } from '../ids';
import type { FileContent } from './file-content';

/**
 * Files of organizations, named by the SHA-256 of their bytes: a file never changes, and the same bytes are kept once for
 * each organization. Hashes are 64 lower-case hexadecimal digits.
 */
export interface FileStore {
  /**
   * Keeps the bytes; does nothing when they are there already.
   *
   * @throws UnavailableError when the place cannot be reached or is full, or when the bytes do not have their hash
   */
  put(tenantId: string, content: FileContent): Promise<void>;

  /**
   * The bytes, in pieces. The last piece comes only after all of them were checked against the hash, so a reader that got
   * everything got what was put.
   *
   * @throws NotFoundError when there is no such file; UnavailableError when the place cannot be reached, or when the bytes
   *   are not those of the hash
   */
  read(tenantId: string, hash: string): AsyncIterable<Uint8Array>;

  /** Bytes of the file, or null when there is none. @throws UnavailableError */
  size(tenantId: string, hash: string): Promise<number | null>;

  /** Removes the file; one that is not there already does no harm. @throws UnavailableError */
  delete(tenantId: string, hash: string): Promise<void>;
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * Where a file lies below the root of a store: `<tenant>/<first two digits>/<hash>`. Nothing else may become part of a path.
 *
 * @throws Error for a tenant that is no UUID and a hash that is none (a mistake in the code)
 */
export function filePlace(tenantId: string, hash: string): readonly [string, string, string] {
  if (!isId(tenantId)) throw new Error(`"${tenantId}" is no id of an organization`);
  if (!HASH.test(hash)) throw new Error(`"${hash}" is no SHA-256 in hexadecimal digits`);
  return [tenantId, hash.slice(0, 2), hash];
}
