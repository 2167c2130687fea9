import type { Client } from 'pg';

/** The tables of a rollout, parents first. */
export const ROLLOUT_TABLES = ['rollout', 'turn', 'tool_call'] as const;

/** Rows of one table, with every value in Postgres' text form, null for NULL. */
export type TableRows = {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
};

/** Reads rollouts back with their turns and calls, as text. `superuser` bypasses row-level security. */
export async function readTableRows(superuser: Client, rolloutIds: readonly string[]): Promise<TableRows[]> {
  const tables: TableRows[] = [];
  for (const table of ROLLOUT_TABLES) {
    const { rows: columns } = await superuser.query<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [table],
    );
    const texts = columns.map(({ name }) => `"${name}"::text`).join(', ');
    const key = table === 'rollout' ? 'id' : 'rollout_id';
    const { rows } = await superuser.query<(string | null)[]>({
      text: `SELECT ${texts} FROM ${table} WHERE ${key} = ANY($1)`,
      values: [rolloutIds],
      rowMode: 'array',
    });
    tables.push({ table, columns, rows });
  }
  return tables;
}
