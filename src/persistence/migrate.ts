import type { DataSource } from 'typeorm';
import { InvalidInputError, UnavailableError } from '../errors';
import { createDataSource, MIGRATIONS } from './data-source';
import { explainRefusedSetting } from './sqlstate';

/** An arbitrary constant; it spells `turn`. */
const MIGRATION_LOCK = 0x7475726e;

/** State of the tables relative to this code. */
export type SchemaState =
  | { readonly kind: 'current' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'behind'; readonly missing: readonly string[] }
  | { readonly kind: 'ahead'; readonly unknown: readonly string[] }
  | { readonly kind: 'half-migrated'; readonly missing: readonly string[]; readonly unknown: readonly string[] };

/**
 * Migrates the tables and grants the two lesser roles access. Runs under an advisory lock, so concurrent starts migrate
 * once; all pending migrations commit together or not at all.
 *
 * @param ownerUrl role that owns the tables
 * @param applicationRole role that reads and writes rows under row-level security
 * @param jobsRole role that owns the schema `jobs`
 * @returns names of the migrations that ran
 * @throws InvalidInputError if newer code migrated the database, or a role is missing or lacks a privilege
 */
export async function migrate(ownerUrl: string, applicationRole: string, jobsRole: string): Promise<string[]> {
  const source = await connect(ownerUrl);
  try {
    const lock = source.createQueryRunner();
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const state = await readSchemaState(source);
      if (state.kind === 'ahead' || state.kind === 'half-migrated')
        throw new InvalidInputError(describeSchemaState(state));
      const ran = await source.runMigrations({ transaction: 'all' });
      await grantRoles(source, applicationRole, jobsRole);
      return ran.map((migration) => migration.name);
    } catch (error) {
      throw explainRefusedSetting(error, 'migrate');
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await source.destroy();
  }
}

/** Compares the applied migrations with those of this code. */
export async function readSchemaState(source: DataSource): Promise<SchemaState> {
  const [table] = await source.query<{ found: string | null }[]>(
    `SELECT to_regclass('public.schema_migration')::text AS found`,
  );
  const rows =
    table === undefined || table.found === null
      ? []
      : await source.query<{ name: string }[]>('SELECT name FROM schema_migration ORDER BY id');
  const ran = rows.map((row) => row.name);
  const known: string[] = MIGRATIONS.map((migration) => new migration().name);
  const missing = known.filter((name) => !ran.includes(name));
  const unknown = ran.filter((name) => !known.includes(name));
  if (missing.length > 0 && unknown.length > 0) return { kind: 'half-migrated', missing, unknown };
  if (unknown.length > 0) return { kind: 'ahead', unknown };
  if (ran.length === 0) return { kind: 'empty' };
  if (missing.length > 0) return { kind: 'behind', missing };
  return { kind: 'current' };
}

/** The message that stops a start. */
export function describeSchemaState(state: SchemaState): string {
  switch (state.kind) {
    case 'current':
      return 'the database is up to date';
    case 'empty':
      return 'the database has no tables yet; run `turnwise migrate`';
    case 'behind':
      return `the database is behind this version: it lacks ${state.missing.join(', ')}; run \`turnwise migrate\``;
    case 'ahead':
      return `the database is ahead of this version: it has ${state.unknown.join(', ')}; install the version that created it`;
    case 'half-migrated':
      return (
        `the database is half-migrated: it has ${state.unknown.join(', ')}, unknown to this version, and ` +
        `lacks ${state.missing.join(', ')}; restore a backup or install the version that created it`
      );
  }
}

/** @throws InvalidInputError unless the tables match this code */
export async function assertSchemaIsCurrent(source: DataSource): Promise<void> {
  const state = await readSchemaState(source);
  if (state.kind !== 'current') throw new InvalidInputError(describeSchemaState(state));
}

/** The statements that would make the tables match the models; empty if they already do. */
export async function readSchemaDrift(ownerUrl: string): Promise<string[]> {
  const source = await connect(ownerUrl);
  try {
    const log = await source.driver.createSchemaBuilder().log();
    return log.upQueries.map((query) => query.query);
  } finally {
    await source.destroy();
  }
}

async function connect(ownerUrl: string): Promise<DataSource> {
  try {
    return await createDataSource(ownerUrl, 2).initialize();
  } catch (error) {
    throw new UnavailableError(
      `the database cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

async function grantRoles(source: DataSource, applicationRole: string, jobsRole: string): Promise<void> {
  const application = `"${applicationRole.replaceAll('"', '""')}"`;
  const jobs = `"${jobsRole.replaceAll('"', '""')}"`;
  await source.transaction(async (manager) => {
    await manager.query(`GRANT USAGE ON SCHEMA public TO ${application}`);
    await manager.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${application}`);
    await manager.query(`REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM ${application}`);
    await manager.query(`CREATE SCHEMA IF NOT EXISTS jobs AUTHORIZATION ${jobs}`);
  });
}
