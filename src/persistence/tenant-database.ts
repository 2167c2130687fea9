import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource } from 'typeorm';
import { InvalidInputError } from '../errors';
import { createDataSource } from './data-source';
import { assertSchemaIsCurrent } from './migrate';
import { explainRefusedSetting, translateDatabaseError } from './sqlstate';
import { createTenantStores, type TenantStores } from './tenant-stores';

/**
 * The only door to rows of an organization. Row-level security does the filtering: a unit of work sets the tenant for
 * its transaction, and every table's policies compare with it. A query outside a unit fails, because the policies read
 * the setting without a default.
 */
export class TenantDatabase {
  private readonly openUnit = new AsyncLocalStorage<string>();

  private constructor(private readonly source: DataSource) {}

  /**
   * @throws UnavailableError if the database cannot be reached
   * @throws InvalidInputError if Postgres refuses role, password or database, if the tables do not match this code, or
   *   if the role could bypass row-level security
   */
  static async connect(applicationUrl: string, poolSize: number): Promise<TenantDatabase> {
    let source: DataSource;
    try {
      source = await createDataSource(applicationUrl, poolSize).initialize();
    } catch (error) {
      throw explainRefusedSetting(error, 'DATABASE_URL');
    }
    try {
      await assertRoleIsHarmless(source);
      await assertSchemaIsCurrent(source);
    } catch (error) {
      await source.destroy();
      throw error;
    }
    return new TenantDatabase(source);
  }

  /**
   * Runs one unit of work of one organization in one transaction.
   *
   * Keep it short: no network, no model, no training inside, and one query at a time. Units do not nest, because an
   * inner one would take a second connection while the first waits.
   *
   * @throws Error if called inside another unit (a bug in the code)
   */
  async inTenant<Result>(tenantId: string, work: (stores: TenantStores) => Promise<Result>): Promise<Result> {
    if (this.openUnit.getStore() !== undefined) throw new Error('units of work do not nest: pass the stores instead');
    try {
      return await this.openUnit.run(tenantId, () =>
        this.source.transaction(async (manager) => {
          await manager.query(`SELECT set_config('turnwise.tenant_id', $1, true)`, [tenantId]);
          return work(createTenantStores(manager, tenantId));
        }),
      );
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /** For the tables outside row-level security; used only by the directory and the outbox in this folder. */
  get unscoped(): DataSource {
    return this.source;
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }
}

async function assertRoleIsHarmless(source: DataSource): Promise<void> {
  const [role] = await source.query<{ name: string; sees_all: boolean; owns: number }[]>(`
    SELECT rolname AS name, rolsuper OR rolbypassrls AS sees_all,
      (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user) AS owns
    FROM pg_roles WHERE rolname = current_user`);
  if (role === undefined) throw new InvalidInputError('DATABASE_URL: the role cannot be read from pg_roles');
  if (role.sees_all) {
    throw new InvalidInputError(
      `DATABASE_URL: role ${role.name} is a superuser or bypasses row-level security; use a role that it applies to`,
    );
  }
  if (role.owns > 0) {
    throw new InvalidInputError(
      `DATABASE_URL: role ${role.name} owns ${role.owns} tables; the application role must own none`,
    );
  }
}
