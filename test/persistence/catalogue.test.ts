import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

/** Tables that are read before it is known which organization asks, or across organizations; `worker` holds machines. */
const OUTSIDE = ['api_key', 'job_outbox', 'organization', 'schema_migration', 'worker'];

const SETTING = `(tenant_id = (current_setting('turnwise.tenant_id'::text))::uuid)`;

describe('the catalogue', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** Rows of a query about the tables under row security. */
  async function select(sql: string): Promise<Record<string, unknown>[]> {
    const { rows } = await client.query<Record<string, unknown>>(sql, [OUTSIDE]);
    return rows;
  }

  const TABLES = `SELECT oid, relname, relrowsecurity, relforcerowsecurity FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relname = ANY($1)`;

  it('has the tables outside row security that are named here, and many inside', async () => {
    const { rows } = await client.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND NOT relrowsecurity ORDER BY relname`,
    );
    expect(rows.map((row) => row.relname)).toEqual(OUTSIDE);
    expect((await select(TABLES)).length).toBeGreaterThanOrEqual(17);
  });

  it('forces row security on every table', async () => {
    const open = await select(`SELECT relname FROM (${TABLES}) t WHERE NOT (relrowsecurity AND relforcerowsecurity)`);
    expect(open).toEqual([]);
  });

  it('has one policy on every table, for all commands and roles, with both clauses', async () => {
    const policies = await select(
      `SELECT t.relname, p.polcmd AS command, p.polpermissive AS permissive, p.polroles::text AS roles,
         pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check
       FROM (${TABLES}) t LEFT JOIN pg_policy p ON p.polrelid = t.oid`,
    );
    const wrong = policies.filter(
      (policy) =>
        policy.command !== '*' ||
        policy.permissive !== true ||
        policy.roles !== '{0}' ||
        policy.using !== SETTING ||
        policy.check !== SETTING,
    );
    expect(wrong).toEqual([]);
    expect(new Set(policies.map((policy) => policy.relname)).size).toBe(policies.length);
  });

  it('starts every primary key, unique key and index with the tenant', async () => {
    const keys = await select(
      `SELECT i.indexrelid::regclass::text AS name FROM (${TABLES}) t JOIN pg_index i ON i.indrelid = t.oid
       WHERE (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = i.indkey[0]) IS DISTINCT FROM 'tenant_id'`,
    );
    expect(keys).toEqual([]);
    const without = await select(
      `SELECT relname FROM (${TABLES}) t WHERE NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)`,
    );
    expect(without).toEqual([]);
  });

  it('carries the tenant in every foreign key, to the tenant of the row that it points to', async () => {
    const keys = await select(
      `SELECT c.conname AS name, c.confrelid::regclass::text AS target,
         (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]) AS "from",
         (SELECT attname FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = c.confkey[1]) AS "to",
         cardinality(c.conkey) AS columns
       FROM (${TABLES}) t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f'`,
    );
    expect(keys.length).toBeGreaterThan(17);
    const wrong = keys.filter((key) =>
      key.target === 'organization'
        ? key.from !== 'tenant_id' || key.to !== 'id'
        : key.from !== 'tenant_id' || key.to !== 'tenant_id' || (key.columns as number) < 2,
    );
    expect(wrong).toEqual([]);
  });

  it('gives every table a foreign key, so that no row belongs to nobody', async () => {
    const alone = await select(
      `SELECT relname FROM (${TABLES}) t
       WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = t.oid AND c.contype = 'f')`,
    );
    expect(alone).toEqual([]);
  });

  it('has no view and no function that would look past row security', async () => {
    const { rows } = await client.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
       UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
    );
    expect(rows).toEqual([]);
  });
});
