import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TableRows } from './table-rows';

/** Writes rows to the tables of a schema in one transaction. */
export type RawWriter = (client: ClientBase, schema: string, tables: readonly TableRows[]) => Promise<void>;

/** One `INSERT ... SELECT FROM unnest` per table. */
export const writeByUnnest: RawWriter = async (client, schema, tables) => {
  await client.query('BEGIN');
  for (const { table, columns, rows } of tables) {
    const arrays = columns.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ');
    await client.query(
      `INSERT INTO ${schema}.${table} (${columnList(columns)}) SELECT * FROM unnest(${arrays})`,
      columns.map((_, i) => rows.map((row) => row[i]!)),
    );
  }
  await client.query('COMMIT');
};

/** One `COPY ... FROM STDIN` in text format per table. */
export const writeByCopy: RawWriter = async (client, schema, tables) => {
  await client.query('BEGIN');
  for (const { table, columns, rows } of tables) {
    const sink = client.query(copyFrom(`COPY ${schema}.${table} (${columnList(columns)}) FROM STDIN`));
    await pipeline(Readable.from([rows.map(copyLine).join('')]), sink);
  }
  await client.query('COMMIT');
};

function columnList(columns: TableRows['columns']): string {
  return columns.map(({ name }) => `"${name}"`).join(', ');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyLine(row: readonly (string | null)[]): string {
  const fields = row.map((value) => (value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign]!)));
  return `${fields.join('\t')}\n`;
}
