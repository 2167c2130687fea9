import { Client } from 'pg';
import type { ClusterRecord } from './state-folder';

/** The product's database; tests create their own. */
export const DATABASE_NAME = 'turnwise';

const ROLES = ['turnwise_owner', 'turnwise_app', 'turnwise_jobs'] as const;

/** URL of a database in the embedded cluster, with the role's password. */
export function databaseUrl(
  record: ClusterRecord,
  port: number,
  role: keyof ClusterRecord['passwords'],
  database: string = DATABASE_NAME,
): string {
  // Sets sslmode, because pg would otherwise use the user's PGSSLMODE, and this server has no certificate.
  return `postgres://${role}:${record.passwords[role]}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/**
 * Creates the three roles and the database if missing, and sets the recorded passwords. Safe to repeat.
 *
 * `turnwise_owner` owns the database and runs migrations; `turnwise_app` owns nothing, so row-level security applies to
 * it; `turnwise_jobs` is for the queue, in a schema that the owner creates for it (hence the membership).
 */
export async function createRolesAndDatabase(record: ClusterRecord, port: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(record, port, 'postgres', 'postgres') });
  await client.connect();
  try {
    for (const role of ROLES) {
      const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      if (found.rowCount === 0) await client.query(`CREATE ROLE ${role}`);
      await client.query(
        `ALTER ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION ` +
          `PASSWORD ${client.escapeLiteral(record.passwords[role])}`,
      );
    }
    await client.query('GRANT turnwise_jobs TO turnwise_owner');
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME} OWNER turnwise_owner`);
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE_NAME} FROM PUBLIC`);
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE_NAME} TO turnwise_app, turnwise_jobs`);
  } finally {
    await client.end();
  }
}
