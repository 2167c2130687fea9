import { UnauthenticatedError } from '../../errors';
import type { Principal, TenantDirectory } from '../../persistence/tenant-directory';

/** Longer texts cannot be a key of ours; refusing them keeps a hostile header from being hashed. */
const MAX_HEADER_LENGTH = 500;

/**
 * Finds out who asks.
 *
 * @param authorization value of the header or connection parameter: `Bearer <key>`
 * @throws UnauthenticatedError without a key, and for a key that is unknown or revoked
 */
export async function authenticate(directory: TenantDirectory, authorization: unknown): Promise<Principal> {
  if (typeof authorization !== 'string' || authorization === '') {
    throw new UnauthenticatedError('no API key; send it as `Authorization: Bearer <key>`');
  }
  const match = /^Bearer +(\S+)$/i.exec(authorization.slice(0, MAX_HEADER_LENGTH));
  if (match === null) {
    throw new UnauthenticatedError('the Authorization value is not of the form `Bearer <key>`');
  }
  return directory.authenticate(match[1]!);
}
