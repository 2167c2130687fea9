import { Client } from 'pg';
import { MIGRATIONS } from '../../src/persistence/data-source';
import { describeSchemaState, migrate, readSchemaDrift } from '../../src/persistence/migrate';
import { TenantDatabase } from '../../src/persistence/tenant-database';
import { createEmptyTestDatabase, createTestDatabase, type TestDatabase } from '../support/test-database';

async function asOwner(database: TestDatabase, sql: string): Promise<void> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}

describe('migrations', () => {
  let database: TestDatabase;
  afterEach(() => database.drop());

  it('make exactly the tables that the models describe', async () => {
    database = await createTestDatabase();
    expect(await readSchemaDrift(database.ownerUrl)).toEqual([]);
  });

  it('are found to differ when a column is missing', async () => {
    database = await createTestDatabase();
    await asOwner(database, 'ALTER TABLE rollout DROP COLUMN seed');
    expect(await readSchemaDrift(database.ownerUrl)).not.toEqual([]);
  });

  it('name a role that the settings name and the database lacks', async () => {
    database = await createEmptyTestDatabase();
    const migration = migrate(database.ownerUrl, 'no_such_role', 'turnwise_jobs');
    await expect(migration).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'migrate: role "no_such_role" does not exist',
    });
  });

  it('are not looked for with a password that is wrong', async () => {
    database = await createTestDatabase();
    const url = new URL(database.applicationUrl);
    url.password = 'wrong';
    await expect(TenantDatabase.connect(url.href, 1)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/^DATABASE_URL: password authentication failed/) as string,
    });
  });

  it('run once when two starts migrate at the same time', async () => {
    database = await createEmptyTestDatabase();
    const ran = await Promise.all([1, 2].map(() => migrate(database.ownerUrl, 'turnwise_app', 'turnwise_jobs')));
    expect(ran.flat()).toHaveLength(MIGRATIONS.length);
  });

  it('stop the start of a database that has no tables', async () => {
    database = await createEmptyTestDatabase();
    await expect(TenantDatabase.connect(database.applicationUrl, 2)).rejects.toThrow(
      describeSchemaState({ kind: 'empty' }),
    );
  });

  it('stop the start of a database that is ahead', async () => {
    database = await createTestDatabase();
    await asOwner(database, `INSERT INTO schema_migration (timestamp, name) VALUES (99, 'FromTheFuture99')`);
    await expect(TenantDatabase.connect(database.applicationUrl, 2)).rejects.toThrow(
      'ahead of this version: it has FromTheFuture99',
    );
  });

  it('stop the start of a half-migrated database, and refuse to touch it', async () => {
    database = await createTestDatabase();
    await asOwner(database, `UPDATE schema_migration SET name = 'Other1'`);
    await expect(TenantDatabase.connect(database.applicationUrl, 2)).rejects.toThrow('half-migrated');
    await expect(migrate(database.ownerUrl, 'turnwise_app', 'turnwise_jobs')).rejects.toThrow('half-migrated');
  });

  it('refuse a superuser and an owner as the application role', async () => {
    database = await createTestDatabase();
    await expect(TenantDatabase.connect(database.adminUrl, 2)).rejects.toThrow(
      'superuser or bypasses row-level security',
    );
    await expect(TenantDatabase.connect(database.ownerUrl, 2)).rejects.toThrow('must own none');
  });
});
