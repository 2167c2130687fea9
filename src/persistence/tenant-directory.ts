import { randomUUID } from 'node:crypto';
import { ConflictError, InvalidInputError, UnauthenticatedError } from '../errors';
import type { Role } from '../model/enums';
import { Organization } from '../model/organizations/organization.model';
import { translateDatabaseError } from './sqlstate';
import { hashSecret } from './stores/organizations/api-key-store';
import type { TenantDatabase } from './tenant-database';
import { requireRow } from './require-row';

/** Who a bearer key speaks for. */
export type Principal = { readonly tenantId: string; readonly keyId: string; readonly role: Role };

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What is looked up before it is known which organization asks: organizations, and whose a key is. */
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
    return requireRow(await this.findOrganizationBySlug(slug), `organization "${slug}"`);
  }

  /** @throws NotFoundError */
  async getOrganization(id: string): Promise<Organization> {
    return requireRow(await this.database.unscoped.manager.findOneBy(Organization, { id }), `organization ${id}`);
  }

  /** @throws UnauthenticatedError for a secret that is unknown or revoked: the two are not told apart */
  async authenticate(secret: string): Promise<Principal> {
    const [row] = await this.query<{ tenant_id: string; id: string; role: Role }[]>(
      'SELECT tenant_id, id, role FROM api_key WHERE secret_hash = $1 AND revoked_at IS NULL',
      [hashSecret(secret)],
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
