import { UnauthenticatedError } from '../../errors';
import type { Principal, TenantDirectory } from '../../persistence/tenant-directory';
import type { KeyUses } from '../../services/organizations/key-uses';
import type { WrongKeyDelays } from './wrong-key-delays';

/** Longer texts cannot be a key of ours; refusing them keeps a hostile header from being hashed. */
const MAX_HEADER_LENGTH = 500;

/** Finds out who asks. Every use of a key is noted, and the answer to a wrong one is delayed. */
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
