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

  it('before it is committed says that the database is away', async () => {
    const unit = tenant.database.inTenant(tenant.tenantId, async (stores) => {
      await stores.events.readLastSeq('none');
      await cutConnections(tenant.test.adminUrl);
    });
    await expect(unit).rejects.toThrow(UnavailableError);
  });

  it('in the middle of a statement says that the database is away', async () => {
    const units = ['one', 'two', 'three'].map((name) =>
      tenant.database.inTenant(tenant.tenantId, async (stores) => {
        for (;;) await stores.events.readLastSeq(name);
      }),
    );
    const all = Promise.allSettled(units);
    await sleep(100);
    await cutConnections(tenant.test.adminUrl);
    for (const unit of await all) expect(unit).toMatchObject({ reason: expect.any(UnavailableError) as unknown });
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
