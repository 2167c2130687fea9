import { randomUUID } from 'node:crypto';
import { ConflictError, InvalidInputError, UnauthenticatedError } from '../errors';
import type { Role } from '../model/enums';
import { Organization } from '../model/organizations/organization.model';
import { translateDatabaseError } from './sqlstate';
import { hashSecret } from './stores/organizations/api-key-store';
import type { TenantDatabase } from './tenant-database';
import { requireRow } from './require-row';

/** The organization and role of a bearer key. */
export type Principal = { readonly tenantId: string; readonly keyId: string; readonly role: Role };

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Look-ups before the organization is known: organizations, and the owner of a key. */
export class TenantDirectory {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * @throws InvalidInputError for a slug that is not 1 to 63 characters of a-z, 0-9 and inner `-`; ConflictError if it
   *   is taken
   */
  async createOrganization(slug: string, name: string): Promise<Organization> {
    if (!SLUG.test(slug))
      throw new InvalidInputError(`slug: "${slug}" must be 1 to 63 characters of a-z, 0-9 and inner -`);
    const rows = await this.query<unknown[]>(
      'INSERT INTO organization (id, slug, name) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING RETURNING id',
      [randomUUID(), slug, name],
    );
    if (rows.length === 0) throw new ConflictError(`slug: an organization "${slug}" already exists`);
    return this.getOrganizationBySlug(slug);
  }

  async findOrganizationBySlug(slug: string): Promise<Organization | null> {
    return this.database.unscoped.manager.findOneBy(Organization, { slug });
  }

  /** @throws NotFoundError */
  async getOrganizationBySlug(slug: string): Promise<Organization> {
    return requireRow(await this.findOrganizationBySlug(slug), `organization "${slug}"`);
  }

  /** @throws NotFoundError */
  async getOrganization(id: string): Promise<Organization> {
    return requireRow(await this.database.unscoped.manager.findOneBy(Organization, { id }), `organization ${id}`);
  }

  /** @throws UnauthenticatedError for an unknown or revoked secret; the two are not distinguished */
  async authenticate(secret: string): Promise<Principal> {
    const [row] = await this.query<{ tenant_id: string; id: string; role: Role }[]>(
      'SELECT tenant_id, id, role FROM api_key WHERE secret_hash = $1 AND revoked_at IS NULL',
      [hashSecret(secret)],
    );
    if (row === undefined) throw new UnauthenticatedError('the API key is unknown or revoked');
    return { tenantId: row.tenant_id, keyId: row.id, role: row.role };
  }

  /** Those of these keys that no longer work. */
  async findRevokedKeys(keyIds: readonly string[]): Promise<string[]> {
    const rows = await this.query<{ id: string }[]>(
      `SELECT asked.id FROM unnest($1::uuid[]) AS asked (id)
       WHERE NOT EXISTS (SELECT FROM api_key WHERE api_key.id = asked.id AND revoked_at IS NULL)`,
      [keyIds],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Stores when keys were last used. A time that is older than the stored one changes nothing.
   *
   * @param uses age of the last use of each key in milliseconds; one entry per key
   */
  async recordKeyUses(
    uses: readonly { readonly tenantId: string; readonly keyId: string; readonly ageMs: number }[],
  ): Promise<void> {
    await this.query(
      `WITH used AS (
         SELECT key.tenant_id, key.id, clock_timestamp() - use.age_ms * interval '1 ms' AS at
         FROM unnest($1::uuid[], $2::uuid[], $3::float8[]) AS use (tenant_id, key_id, age_ms)
         JOIN api_key key ON key.tenant_id = use.tenant_id AND key.id = use.key_id
         ORDER BY key.tenant_id, key.id FOR NO KEY UPDATE OF key
       )
       UPDATE api_key SET last_used_at = used.at FROM used
       WHERE api_key.tenant_id = used.tenant_id AND api_key.id = used.id
         AND (last_used_at IS NULL OR last_used_at < used.at)`,
      [uses.map((use) => use.tenantId), uses.map((use) => use.keyId), uses.map((use) => use.ageMs)],
    );
  }

  private async query<Result>(sql: string, parameters: readonly unknown[]): Promise<Result> {
    try {
      return await this.database.unscoped.query<Result>(sql, [...parameters]);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
