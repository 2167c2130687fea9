import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ConflictError, InvalidInputError, NotFoundError, UnauthenticatedError } from '../errors';
import { ApiKey } from '../model/api-key.model';
import type { Role } from '../model/enums';
import { Organization } from '../model/organization.model';
import { translateDatabaseError } from './sqlstate';
import type { TenantDatabase } from './tenant-database';

/** Who a bearer key speaks for. */
export type Principal = { readonly tenantId: string; readonly keyId: string; readonly role: Role };

/** A new key with its secret, which exists nowhere else. */
export type IssuedKey = { readonly key: ApiKey; readonly secret: string };

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Organizations and keys: the tables that are read before it is known which organization asks. */
export class TenantDirectory {
  constructor(private readonly database: TenantDatabase) {}

  /** @throws InvalidInputError for a slug that is not 1 to 63 of a-z, 0-9 and inner `-`; ConflictError when it is taken */
  async createOrganization(slug: string, name: string): Promise<Organization> {
    if (!SLUG.test(slug)) throw new InvalidInputError(`slug: "${slug}" must be 1 to 63 of a-z, 0-9 and inner -`);
    const rows = await this.query<unknown[]>(
      'INSERT INTO organization (id, slug, name) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING RETURNING id',
      [randomUUID(), slug, name],
    );
    if (rows.length === 0) throw new ConflictError(`slug: an organization "${slug}" exists already`);
    return this.getOrganizationBySlug(slug);
  }

  async findOrganizationBySlug(slug: string): Promise<Organization | null> {
    return this.database.unscoped.manager.findOneBy(Organization, { slug });
  }

  /** @throws NotFoundError */
  async getOrganizationBySlug(slug: string): Promise<Organization> {
    const found = await this.findOrganizationBySlug(slug);
    if (found === null) throw new NotFoundError(`no organization "${slug}"`);
    return found;
  }

  /** @throws NotFoundError */
  async getOrganization(id: string): Promise<Organization> {
    const found = await this.database.unscoped.manager.findOneBy(Organization, { id });
    if (found === null) throw new NotFoundError(`no organization ${id}`);
    return found;
  }

  /** Makes a key of 256 random bits. The secret is returned once and stored only as its hash. */
  async issueKey(tenantId: string, name: string, role: Role): Promise<IssuedKey> {
    const secret = `tw_${randomBytes(32).toString('base64url')}`;
    const id = randomUUID();
    await this.query(
      'INSERT INTO api_key (tenant_id, id, name, role, secret_hash, prefix) VALUES ($1, $2, $3, $4, $5, $6)',
      [tenantId, id, name, role, hashOf(secret), secret.slice(0, 10)],
    );
    return { key: await this.database.unscoped.manager.findOneByOrFail(ApiKey, { tenantId, id }), secret };
  }

  listKeys(tenantId: string): Promise<ApiKey[]> {
    return this.database.unscoped.manager.find(ApiKey, { where: { tenantId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** @throws NotFoundError for a key that the organization does not have */
  async revokeKey(tenantId: string, id: string): Promise<ApiKey> {
    await this.query('UPDATE api_key SET revoked_at = COALESCE(revoked_at, now()) WHERE tenant_id = $1 AND id = $2', [
      tenantId,
      id,
    ]);
    const key = await this.database.unscoped.manager.findOneBy(ApiKey, { tenantId, id });
    if (key === null) throw new NotFoundError(`no API key ${id}`);
    return key;
  }

  /** @throws UnauthenticatedError for a secret that is unknown or revoked: the two are not told apart */
  async authenticate(secret: string): Promise<Principal> {
    const [row] = await this.query<{ tenant_id: string; id: string; role: Role }[]>(
      'SELECT tenant_id, id, role FROM api_key WHERE secret_hash = $1 AND revoked_at IS NULL',
      [hashOf(secret)],
    );
    if (row === undefined) throw new UnauthenticatedError('the API key is unknown or revoked');
    return { tenantId: row.tenant_id, keyId: row.id, role: row.role };
  }

  private async query<Result>(sql: string, parameters: readonly unknown[]): Promise<Result> {
    try {
      return await this.database.unscoped.query<Result>(sql, [...parameters]);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
