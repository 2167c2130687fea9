import { setTimeout as sleep } from 'node:timers/promises';
import type { JobClaim } from '../../src/persistence/stores/jobs/job-run-store';
import { createTestTenant, type TestTenant } from '../support/tenant';

describe('the claim of a job', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await createTestTenant();
  });
  afterAll(() => tenant.close());

  async function newJob(): Promise<string> {
    const job = { name: 'calibrateTiers', experimentId: null, payload: {}, maxAttempts: 3 };
    return (await tenant.database.inTenant(tenant.tenantId, (stores) => stores.jobRuns.create(job))).id;
  }

  async function claim(id: string, workerName: string, leaseMs: number): Promise<JobClaim | null> {
    const job = await tenant.database.inTenant(tenant.tenantId, (stores) =>
      stores.jobRuns.claim(id, workerName, leaseMs),
    );
    return job === null ? null : { jobRunId: job.id, fencingToken: job.fencingToken };
  }

  it('goes to one of two workers that ask at the same time', async () => {
    const id = await newJob();
    const claims = await Promise.all([claim(id, 'a', 60_000), claim(id, 'b', 60_000)]);
    expect(claims.filter((found) => found !== null)).toHaveLength(1);
  });

  it('cannot be taken while its lease runs, and can when it has run out', async () => {
    const id = await newJob();
    await claim(id, 'a', 300);
    expect(await claim(id, 'b', 60_000)).toBeNull();
    await sleep(350);
    expect(await claim(id, 'b', 60_000)).toMatchObject({ fencingToken: 2 });
  });

  it('lets its earlier holder write nothing', async () => {
    const id = await newJob();
    const stale = (await claim(id, 'a', 1))!;
    await sleep(10);
    const current = (await claim(id, 'b', 60_000))!;
    await tenant.database.inTenant(tenant.tenantId, async ({ jobRuns }) => {
      const before = await jobRuns.get(id);
      expect(await jobRuns.holds(stale)).toBe(false);
      expect(await jobRuns.renew(stale, 60_000)).toEqual({ held: false, cancelRequested: false });
      expect(await jobRuns.saveProgress(stale, { phase: 'stale', done: 1, total: 1 })).toBe(false);
      expect(await jobRuns.retryLater(stale, { code: 'X', message: 'x' }, 1)).toBe(false);
      expect(await jobRuns.release(stale)).toBe(false);
      expect(await jobRuns.finish(stale, 'SUCCEEDED', null)).toBe(false);
      expect(await jobRuns.get(id)).toEqual(before);
      expect(await jobRuns.saveProgress(current, { phase: 'current', done: 1, total: 1 })).toBe(true);
      expect(await jobRuns.finish(current, 'SUCCEEDED', null)).toBe(true);
      expect(await jobRuns.finish(current, 'FAILED', null)).toBe(false);
    });
  });

  it('holds off another claim until the unit that checked it has ended', async () => {
    const id = await newJob();
    const mine = (await claim(id, 'a', 1))!;
    const order: string[] = [];
    let tellChecked = (): void => undefined;
    const whenChecked = new Promise<void>((resolve) => {
      tellChecked = resolve;
    });
    const finished = tenant.database.inTenant(tenant.tenantId, async (stores) => {
      expect(await stores.jobRuns.holds(mine)).toBe(true);
      tellChecked();
      await sleep(300);
      await stores.jobRuns.finish(mine, 'SUCCEEDED', null);
      order.push('mine finished');
    });
    await whenChecked;
    const other = await claim(id, 'b', 60_000);
    order.push(other === null ? 'other refused' : 'other claimed');
    await finished;
    expect(order).toEqual(['mine finished', 'other refused']);
  });
});
