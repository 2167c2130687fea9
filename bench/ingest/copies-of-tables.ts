import type { Client } from 'pg';
import { ROLLOUT_TABLES } from './table-rows';

/**
 * Creates a schema with empty copies of the rollout tables: same columns, checks, keys and indexes, without row-level
 * security.
 *
 * @param schema an unused plain name
 */
export async function copyTables(owner: Client, schema: string): Promise<void> {
  await owner.query(`CREATE SCHEMA ${schema}`);
  for (const table of ROLLOUT_TABLES) {
    await owner.query(`CREATE TABLE ${schema}.${table} (LIKE public.${table} INCLUDING ALL)`);
  }
}

/**
 * Adds the foreign keys of the originals, between the copies and to the tables that have none.
 *
 * @param superuser bypasses row-level security, which would block even the foreign key check
 */
export async function copyForeignKeys(superuser: Client, schema: string): Promise<void> {
  for (const table of ROLLOUT_TABLES) {
    const { rows } = await superuser.query<{ definition: string }>(
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'`,
      [`public.${table}`],
    );
    // The definitions name tables without their schema, so the search path decides: a copy if there is one.
    await superuser.query(`SET search_path = ${schema}, public`);
    for (const { definition } of rows) await superuser.query(`ALTER TABLE ${schema}.${table} ADD ${definition}`);
    await superuser.query('RESET search_path');
  }
}
