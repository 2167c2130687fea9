import { TenantDatabase } from '../../src/persistence/tenant-database';
import { ensureOrganization } from '../../src/services/organizations/create-organization';
import { createTestDatabase, type TestDatabase } from './test-database';

/** A migrated database with one organization in it, and the application's door to it. */
export type TestTenant = {
  readonly test: TestDatabase;
  readonly database: TenantDatabase;
  readonly tenantId: string;
  close(): Promise<void>;
};

export async function createTestTenant(): Promise<TestTenant> {
  const test = await createTestDatabase();
  const database = await TenantDatabase.connect(test.applicationUrl, 4);
  const { id: tenantId } = await ensureOrganization(database, 'acme', 'Acme');
  return {
    test,
    database,
    tenantId,
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}
