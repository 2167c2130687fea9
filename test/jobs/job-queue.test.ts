import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { UnavailableError } from '../../src/errors';
import { JobQueue } from '../../src/jobs/job-queue';
import { migrateQueueSchema } from '../../src/jobs/queue-schema';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

const ignore = (): void => undefined;

describe('the queue on Postgres', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('is not opened before its tables are made', async () => {
    const opening = JobQueue.connect({ jobsUrl: database.jobsUrl }, ignore);
    await expect(opening).rejects.toThrow('no tables for the queue yet (schema jobs); run `turnwise migrate`');
  });

  it('keeps one of several deliveries of the same job', async () => {
    await migrateQueueSchema(database.jobsUrl);
    const queue = await JobQueue.connect({ jobsUrl: database.jobsUrl }, ignore);
    const [first, second] = [1, 2].map(() => ({ tenantId: randomUUID(), jobRunId: randomUUID() }));
    await queue.enqueue([first!, second!]);
    await queue.enqueue([first!]);
    await queue.close();
    expect(await queuedIds()).toEqual([first!.jobRunId, second!.jobRunId].toSorted());
  });

  async function queuedIds(): Promise<string[]> {
    const client = new Client({ connectionString: database.jobsUrl });
    await client.connect();
    const { rows } = await client.query<{ id: string }>('SELECT id FROM jobs.job ORDER BY id');
    await client.end();
    return rows.map((row) => row.id);
  }
});

describe('a queue that cannot be reached', () => {
  it('on Postgres stops the start', async () => {
    const opening = JobQueue.connect({ jobsUrl: 'postgres://nobody:x@127.0.0.1:9/none' }, ignore);
    await expect(opening).rejects.toThrow(UnavailableError);
  });

  it('on Redis stops the start', async () => {
    const opening = JobQueue.connect({ redisUrl: 'redis://127.0.0.1:9' }, ignore);
    await expect(opening).rejects.toThrow(UnavailableError);
  });
});
