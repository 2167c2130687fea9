import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import { createTemporaryFiles, type TemporaryFiles } from './temporary-files';
import { createEmptyTestDatabase, type TestDatabase } from './test-database';

/** A database as a released version left it, before any migration of this version. */
export type RestoredDatabase = {
  readonly tables: TestDatabase;
  /** A copy of the files of two of its checkpoints: those that the runs `base` and `paused` wrote last. */
  readonly files: TemporaryFiles;
  readonly contents: FixtureContents;
};

/** What was in the database when it was dumped. */
export type FixtureContents = {
  readonly organizations: readonly { readonly id: string; readonly slug: string; readonly adminKey: string }[];
  /** Master key of the endpoints' keys, base64. */
  readonly secretKey: string;
  /** Rows of each table by the slug of the organization; of a table without organizations by `all`. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

/**
 * Restores the dump of a released version into a database of its own. Nothing is migrated.
 *
 * @param version a folder of `test/fixtures`, e.g. `v0.1.0`
 */
export async function restoreDatabase(version: string): Promise<RestoredDatabase> {
  const folder = join(__dirname, '..', 'fixtures', version);
  const sql = gunzipSync(readFileSync(join(folder, 'database.sql.gz'))).toString();
  const contents = JSON.parse(readFileSync(join(folder, 'contents.json'), 'utf8')) as FixtureContents;
  const tables = await createEmptyTestDatabase();
  // The dump changes settings of its connection, such as the search path, so this one is used for nothing else.
  const client = new Client({ connectionString: tables.adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
  const files = createTemporaryFiles();
  cpSync(join(folder, 'files'), files.folder, { recursive: true });
  return { tables, files, contents };
}
