import { Client } from 'pg';
import { getMetadataArgsStorage } from 'typeorm';
import '../../src/persistence/data-source';
import { MAX_INDEX_ENTRY_BYTES, type TextRule, TEXTS } from '../../src/stored-text';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

/** Tables that are read before it is known which organization asks, or across organizations; `worker` holds machines. */
const OUTSIDE = ['api_key', 'job_outbox', 'organization', 'schema_migration', 'training_watch', 'worker'];

/** Most bytes of each text that an index holds. A column that is new here needs a rule that bounds it. */
const INDEXED_TEXT_BYTES: Readonly<Record<string, number>> = {
  // Hashes in hexadecimal digits, and words of ours.
  'api_key.secret_hash': 64,
  'task.content_hash': 64,
  'human_turn.state': 50,
  'idempotency_record.operation': 50,
  'reward_scheme_tier.tier': 50,
  'tier_statistic.tier': 50,
  // A word of ours and an id.
  'event.stream': 100,
  'event_stream.stream': 100,
  // At most 63 of a-z, 0-9 and `-`.
  'organization.slug': 63,
  // A host name, which has at most 255 characters, and the number of a process.
  'worker.name': 280,
  'endpoint.name': bytesOf(TEXTS.name),
  'experiment.name': bytesOf(TEXTS.name),
  'reward_scheme.name': bytesOf(TEXTS.name),
  // With ` (recorded)` behind the name of an experiment.
  'task_set.name': bytesOf(TEXTS.name) + 20,
  'policy.name': Math.max(bytesOf(TEXTS.name), bytesOf(TEXTS.recordedName)),
  'user_simulator.name': Math.max(bytesOf(TEXTS.name), bytesOf(TEXTS.recordedName)),
  'user_simulator.version': bytesOf(TEXTS.recordedName),
  'task.external_id': bytesOf(TEXTS.recordedName),
  // The id of a client behind a word of ours, or a hash.
  'rollout.identity': bytesOf(TEXTS.recordedName) + 20,
  'tool_call.name': bytesOf(TEXTS.toolName),
  'idempotency_record.key': bytesOf(TEXTS.idempotencyKey),
  'training_metric.name': bytesOf(TEXTS.metricName),
};

/** Ids and numbers beside the texts of an entry, and its header: generously. */
const OTHER_ENTRY_BYTES = 100;

/** A character has at most 4 bytes. */
function bytesOf({ max, unit }: TextRule): number {
  return unit === 'bytes' ? max : 4 * max;
}

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

  it('allows in each column of an enum the words of the enum and no others', async () => {
    const ofModels = getMetadataArgsStorage().checks.flatMap(({ name, expression }) =>
      / NOT IN | OR | AND /.test(expression) || !expression.includes(' IN (') ? [] : [[name, wordsOf(expression)]],
    );
    const { rows } = await client.query<{ name: string; definition: string }>(
      `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
       WHERE contype = 'c' AND pg_get_constraintdef(oid) LIKE '%= ANY (ARRAY[%' AND connamespace = 'public'::regnamespace`,
    );
    expect(ofModels.length).toBeGreaterThanOrEqual(13);
    expect(Object.fromEntries(rows.map(({ name, definition }) => [name, wordsOf(definition)]))).toEqual(
      Object.fromEntries(ofModels),
    );
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

  it('indexes no text that could be longer than an index entry', async () => {
    const { rows } = await client.query<{ name: string; columns: string[] }>(
      `SELECT i.indexrelid::regclass::text AS name, array_agg(t.relname || '.' || a.attname) AS columns
       FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = t.oid
       WHERE t.relnamespace = 'public'::regnamespace AND a.attnum = ANY(i.indkey) AND a.atttypid = 'text'::regtype
       GROUP BY 1 ORDER BY 1`,
    );
    const columns = new Set(rows.flatMap((row) => row.columns));
    expect([...columns].toSorted()).toEqual(Object.keys(INDEXED_TEXT_BYTES).toSorted());
    for (const { name, columns: indexed } of rows) {
      const bytes = indexed.reduce((sum, column) => sum + INDEXED_TEXT_BYTES[column]!, 0);
      expect([name, bytes + OTHER_ENTRY_BYTES <= MAX_INDEX_ENTRY_BYTES]).toEqual([name, true]);
    }
  });
});

/** The quoted words of a constraint, sorted. */
function wordsOf(expression: string): string[] {
  return [...expression.matchAll(/'(\w+)'/g)].map(([, word]) => word!).sort();
}
