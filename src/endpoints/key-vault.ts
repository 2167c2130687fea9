import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { InvalidInputError } from '../errors';

/** Owner of a sealed key, which cannot be opened for another organization, endpoint or address. */
export type KeyOwner = { readonly tenantId: string; readonly endpointId: string; readonly baseUrl: string };

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
export const MASTER_KEY_BYTES = 32;

/**
 * Encrypts the API keys of endpoints with AES-256-GCM under the master key of the installation. The stored form is
 * `v1:<id of the master key>:<base64 of iv, tag and text>`.
 */
export class KeyVault {
  readonly #loadMasterKey: () => Buffer;
  #masterKey: Buffer | null = null;

  /**
   * @param loadMasterKey 32 bytes; called when a key is first sealed or opened, so that the setting is needed only then
   */
  constructor(loadMasterKey: () => Buffer) {
    this.#loadMasterKey = loadMasterKey;
  }

  seal(apiKey: string, owner: KeyOwner): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key(), iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(associatedData(owner));
    const text = Buffer.concat([cipher.update(apiKey, 'utf8'), cipher.final()]);
    return [FORMAT, this.#keyId(), Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')].join(':');
  }

  /** @throws InvalidInputError when it was sealed under another master key or for another owner, or was changed */
  open(sealed: string, owner: KeyOwner): string {
    const [format, keyId, content = ''] = sealed.split(':');
    const place = `the API key of endpoint ${owner.endpointId}`;
    if (format !== FORMAT)
      throw new InvalidInputError(`${place} is stored in a format that this version does not support`);
    if (keyId !== this.#keyId()) {
      throw new InvalidInputError(
        `${place} was encrypted under the master key ${keyId ?? ''}, but this process has ${this.#keyId()}: ` +
          'set TURNWISE_SECRET_KEY to that key, or set the API key again with updateEndpointKey',
      );
    }
    const bytes = Buffer.from(content, 'base64');
    const [iv, tag] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
    try {
      const decipher = createDecipheriv(ALGORITHM, this.#key(), iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(associatedData(owner));
      decipher.setAuthTag(tag);
      const text = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
      return Buffer.concat(text).toString('utf8');
    } catch {
      throw new InvalidInputError(`${place} cannot be decrypted: its row was changed, or belongs to another endpoint`);
    }
  }

  /** Keyed hash that distinguishes secrets without revealing them. */
  fingerprint(secret: string): string {
    return createHmac('sha256', this.#key()).update(`fingerprint:${secret}`).digest('hex');
  }

  #key(): Buffer {
    return (this.#masterKey ??= this.#loadMasterKey());
  }

  /** Identifies the master key in stored texts and errors: 8 hexadecimal digits that reveal nothing about the key. */
  #keyId(): string {
    return createHmac('sha256', this.#key()).update('id').digest('hex').slice(0, 8);
  }
}

function associatedData({ tenantId, endpointId, baseUrl }: KeyOwner): Buffer {
  return Buffer.from(JSON.stringify(['turnwise endpoint key', tenantId, endpointId, baseUrl]), 'utf8');
}
