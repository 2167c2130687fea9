import { randomBytes, randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { ApiKey } from '../../../model/organizations/api-key.model';
import type { Role } from '../../../model/enums';
import { sha256 } from '../../../sha256';
import { requireRow } from '../../require-row';

/** Channel on which the commit of a revocation tells every API process the id of the key. */
export const REVOKED_KEY_CHANNEL = 'turnwise_revoked_key';

/** A new key with its secret, which exists nowhere else. */
export type IssuedKey = { readonly key: ApiKey; readonly secret: string };

/**
 * The keys of one organization. Their table is outside row-level security, because a key is looked up before its
 * organization is known: every statement here names the organization.
 */
export class ApiKeyStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Creates a key of 256 random bits. The secret is returned once and stored only as its hash. */
  async issue(name: string, role: Role): Promise<IssuedKey> {
    const secret = `tw_${randomBytes(32).toString('base64url')}`;
    const id = randomUUID();
    await this.manager.query(
      'INSERT INTO api_key (tenant_id, id, name, role, secret_hash, prefix) VALUES ($1, $2, $3, $4, $5, $6)',
      [this.tenantId, id, name, role, hashSecret(secret), secret.slice(0, 10)],
    );
    return { key: await this.get(id), secret };
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<ApiKey> {
    return requireRow(await this.manager.findOneBy(ApiKey, { tenantId: this.tenantId, id }), `API key ${id}`);
  }

  /** Names of these keys by id, including revoked ones. */
  async findNames(ids: readonly string[]): Promise<Map<string, string>> {
    const keys = await this.manager.findBy(ApiKey, { tenantId: this.tenantId, id: In([...ids]) });
    return new Map(keys.map(({ id, name }) => [id, name]));
  }

  /** Revokes a key; one that is already revoked does not change. @throws NotFoundError */
  async revoke(id: string): Promise<ApiKey> {
    await this.manager.query(
      'UPDATE api_key SET revoked_at = COALESCE(revoked_at, now()) WHERE tenant_id = $1 AND id = $2',
      [this.tenantId, id],
    );
    const key = await this.get(id);
    await this.manager.query('SELECT pg_notify($1, $2)', [REVOKED_KEY_CHANNEL, id]);
    return key;
  }
}

/** SHA-256, hex. The secret has 256 random bits, so a slow hash would add nothing. */
export function hashSecret(secret: string): string {
  return sha256(secret);
}
