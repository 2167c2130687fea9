import { isId } from '../ids';
import type { FileContent } from './file-content';

/**
 * Files of organizations, named by the SHA-256 of their bytes: a file never changes, and identical bytes are stored
 * once per organization. Hashes are 64 lower-case hexadecimal digits.
 */
export interface FileStore {
  /**
   * Stores the bytes; does nothing if they are already stored.
   *
   * @throws UnavailableError if the store cannot be reached or is full, or if the bytes do not match their hash
   */
  put(tenantId: string, content: FileContent): Promise<void>;

  /**
   * Yields the bytes in pieces. The last piece comes only after all were verified against the hash, so a reader that
   * received everything received what was stored.
   *
   * @throws NotFoundError if there is no such file; UnavailableError if the store cannot be reached or the bytes do not
   *   match the hash
   */
  read(tenantId: string, hash: string): AsyncIterable<Uint8Array>;

  /** Size of the file in bytes, or null if there is none. @throws UnavailableError */
  size(tenantId: string, hash: string): Promise<number | null>;

  /** Removes the file, if it exists. @throws UnavailableError */
  delete(tenantId: string, hash: string): Promise<void>;
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * Path of a file below the root of a store: `<tenant>/<first two digits>/<hash>`. Nothing else may become part of a
 * path.
 *
 * @throws Error for a tenant that is not a UUID or an invalid hash (a bug in the caller)
 */
export function filePlace(tenantId: string, hash: string): readonly [string, string, string] {
  if (!isId(tenantId)) throw new Error(`"${tenantId}" is not an organization id`);
  if (!HASH.test(hash)) throw new Error(`"${hash}" is not a SHA-256 in hexadecimal digits`);
  return [tenantId, hash.slice(0, 2), hash];
}
