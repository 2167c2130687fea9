import {
  assertSchemaCompatibility,
  LATEST_SCHEMA_VERSION,
  type PgQueryable,
  PostgresConnection,
  type PostgresPoolConfig,
  runMigrations,
} from 'bullmq';
import { InvalidInputError, TurnwiseError, UnavailableError } from '../errors';
import { postgresConnection, QUEUE_SCHEMA } from './queue-address';

const WRONG_ROLE = `DATABASE_JOBS_URL: the role may not use schema ${QUEUE_SCHEMA}; use the role that owns it`;

/**
 * Migrates the queue's own tables in the schema that the owner's migrations created. Runs in one transaction under an
 * advisory lock, so concurrent starts migrate once.
 *
 * @param jobsUrl the role that owns the schema
 * @throws UnavailableError if the database cannot be reached
 * @throws InvalidInputError if the schema is missing, the role may not use it, or newer code migrated it
 */
export async function migrateQueueSchema(jobsUrl: string): Promise<void> {
  await withConnection(postgresConnection(jobsUrl, 1), async ({ pool }) => {
    await assertSchemaIsOurs(pool);
    const client = await pool.connect();
    try {
      await runMigrations(withoutSchemaCreation(client), QUEUE_SCHEMA);
    } finally {
      client.release();
    }
  });
}

async function assertSchemaIsOurs(pool: PgQueryable): Promise<void> {
  const { rows } = await pool.query<{ found: boolean; mine: boolean }>(
    `SELECT namespace IS NOT NULL AS found, COALESCE(has_schema_privilege(namespace, 'CREATE'), false) AS mine
     FROM (SELECT to_regnamespace($1)::oid AS namespace) AS named`,
    [QUEUE_SCHEMA],
  );
  if (rows[0]?.found !== true) {
    throw new InvalidInputError(`the database has no schema ${QUEUE_SCHEMA}; migrate the tables of the owner first`);
  }
  if (!rows[0].mine) throw new InvalidInputError(WRONG_ROLE);
}

/** Postgres requires the right to create schemas even if the schema exists; the queue's role must not have it. */
function withoutSchemaCreation(client: PgQueryable): PgQueryable {
  return {
    query: (text, parameters) =>
      text.startsWith('CREATE SCHEMA IF NOT EXISTS') ? Promise.resolve({ rows: [] }) : client.query(text, parameters),
  };
}

/**
 * @throws InvalidInputError unless the queue's tables match this version
 * @throws UnavailableError if the database cannot be reached
 */
export async function assertQueueSchemaIsCurrent(jobsUrl: string): Promise<void> {
  const found = await withConnection(postgresConnection(jobsUrl, 1), (connection) =>
    assertSchemaCompatibility(connection.pool, QUEUE_SCHEMA),
  );
  if (found < LATEST_SCHEMA_VERSION) {
    throw new InvalidInputError(
      `the queue's tables (schema ${QUEUE_SCHEMA}) are at version ${found}, this version needs ${LATEST_SCHEMA_VERSION}; run \`turnwise migrate\``,
    );
  }
}

async function withConnection<Result>(
  config: PostgresPoolConfig,
  work: (connection: PostgresConnection) => Promise<Result>,
): Promise<Result> {
  const connection = new PostgresConnection(config);
  try {
    return await work(connection);
  } catch (error) {
    throw explainQueueSchemaError(error);
  } finally {
    await connection.close();
  }
}

/** Converts an error that the queue's own code threw while it checked its tables. */
function explainQueueSchemaError(error: unknown): Error {
  if (error instanceof TurnwiseError) return error;
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  if (name === 'SchemaMigrationRequiredError') {
    return new InvalidInputError(
      `the database has no tables for the queue yet (schema ${QUEUE_SCHEMA}); run \`turnwise migrate\``,
      { cause: error },
    );
  }
  if (name === 'SchemaVersionMismatchError') {
    return new InvalidInputError(
      `the queue's tables (schema ${QUEUE_SCHEMA}) are ahead of this version; install the version that created them`,
      { cause: error },
    );
  }
  if (code === '42501') return new InvalidInputError(WRONG_ROLE, { cause: error });
  return new UnavailableError(`the queue cannot be reached: ${String(message)}`, { cause: error });
}
