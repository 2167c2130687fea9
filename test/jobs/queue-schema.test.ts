import { Client } from 'pg';
import { assertQueueSchemaIsCurrent, migrateQueueSchema } from '../../src/jobs/queue-schema';
import { createEmptyTestDatabase, createTestDatabase, type TestDatabase } from '../support/test-database';

describe('the tables of the queue', () => {
  let database: TestDatabase;
  afterEach(() => database.drop());

  it('are made by the role of the queue, once, when two starts migrate at the same time', async () => {
    database = await createTestDatabase();
    await expect(assertQueueSchemaIsCurrent(database.jobsUrl)).rejects.toThrow('no tables for the queue yet');
    await Promise.all([migrateQueueSchema(database.jobsUrl), migrateQueueSchema(database.jobsUrl)]);
    await assertQueueSchemaIsCurrent(database.jobsUrl);
    expect(await ownersOfQueueTables(database)).toEqual(['turnwise_jobs']);
  });

  it('are refused when they are behind this version', async () => {
    database = await createTestDatabase();
    await migrateQueueSchema(database.jobsUrl);
    await asAdmin(database, 'DELETE FROM jobs.migration WHERE version > 1');
    await expect(assertQueueSchemaIsCurrent(database.jobsUrl)).rejects.toThrow('are at version 1, this version needs');
  });

  it('are refused when they are ahead of this version', async () => {
    database = await createTestDatabase();
    await migrateQueueSchema(database.jobsUrl);
    await asAdmin(
      database,
      `INSERT INTO jobs.migration (version, name, min_client_version) VALUES (999, 'from the future', 99)`,
    );
    await expect(assertQueueSchemaIsCurrent(database.jobsUrl)).rejects.toThrow('ahead of this version');
    await expect(migrateQueueSchema(database.jobsUrl)).rejects.toThrow('ahead of this version');
  });

  it('cannot be made before the owner has made their schema', async () => {
    database = await createEmptyTestDatabase();
    await expect(migrateQueueSchema(database.jobsUrl)).rejects.toThrow('no schema jobs; migrate the tables');
  });

  it('cannot be made by another role', async () => {
    database = await createTestDatabase();
    await expect(migrateQueueSchema(database.applicationUrl)).rejects.toThrow('the role may not use schema jobs');
    await expect(assertQueueSchemaIsCurrent(database.applicationUrl)).rejects.toThrow(
      'the role may not use schema jobs',
    );
  });
});

async function asAdmin<Row>(database: TestDatabase, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const result = await client.query(sql);
    return result.rows as Row[];
  } finally {
    await client.end();
  }
}

async function ownersOfQueueTables(database: TestDatabase): Promise<string[]> {
  const rows = await asAdmin<{ owner: string }>(
    database,
    `SELECT DISTINCT tableowner AS owner FROM pg_tables WHERE schemaname = 'jobs'`,
  );
  return rows.map((row) => row.owner);
}
