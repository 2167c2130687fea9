import { UnauthenticatedError } from '../../errors';
import type { Principal, TenantDirectory } from '../../persistence/tenant-directory';
import type { KeyUses } from '../../services/organizations/key-uses';
import type { WrongKeyDelays } from './wrong-key-delays';

/** Longer texts cannot be one of our keys; refusing them avoids hashing a hostile header. */
const MAX_HEADER_LENGTH = 500;

/** Identifies the sender of a request. Records each use of a key and delays the answers to wrong ones. */
export class Authenticator {
  constructor(
    private readonly directory: Pick<TenantDirectory, 'authenticate'>,
    private readonly uses: KeyUses,
    private readonly delays: WrongKeyDelays,
  ) {}

  /**
   * @param authorization value of the header or connection parameter: `Bearer <key>`
   * @param address of the client; wrong keys are counted per address
   * @throws UnauthenticatedError without a key, and for a key that is unknown or revoked
   */
  async authenticate(authorization: unknown, address: string | undefined): Promise<Principal> {
    if (typeof authorization !== 'string' || authorization === '') {
      throw new UnauthenticatedError('no API key; send it as `Authorization: Bearer <key>`');
    }
    const match = /^Bearer +(\S+)$/i.exec(authorization.slice(0, MAX_HEADER_LENGTH));
    if (match === null) {
      throw new UnauthenticatedError('the Authorization value is not of the form `Bearer <key>`');
    }
    try {
      const principal = await this.directory.authenticate(match[1]!);
      this.uses.note(principal);
      return principal;
    } catch (error) {
      if (error instanceof UnauthenticatedError) await this.delays.delay(address ?? '');
      throw error;
    }
  }
}
