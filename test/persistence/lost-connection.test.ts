import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { UnavailableError } from '../../src/errors';
import { createTestTenant, type TestTenant } from '../support/tenant';

describe('a unit of work whose connection is cut', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await createTestTenant();
  });
  afterAll(() => tenant.close());

  it.each([
    ['at once', 0],
    ['some time', 200],
  ])('between two statements, %s before the second, says that the database is away', async (_name, pauseMs) => {
    const unit = tenant.database.inTenant(tenant.tenantId, async (stores) => {
      await stores.experiments.getByName('none').catch(() => null);
      await cutConnections(tenant.test.adminUrl);
      await sleep(pauseMs);
      return stores.experiments.getByName('none');
    });
    await expect(unit).rejects.toThrow(UnavailableError);
    await expect(
      tenant.database.inTenant(tenant.tenantId, (stores) => stores.events.readLastSeq('none')),
    ).resolves.toBe(0);
  });
});

/** Ends every connection to the database but the one that asks. */
async function cutConnections(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
}
