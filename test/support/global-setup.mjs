import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * One real Postgres for the whole test run, in a temporary folder, known to the tests as
 * `process.env.TURNWISE_TEST_POSTGRES`: JSON with `adminUrl`, `ownerUrl`, `appUrl`, `jobsUrl` and `port`.
 *
 * It lives as long as this process holds its connection, so it ends even when jest is killed.
 */
export default async function startTestPostgres() {
  const compiled = fileURLToPath(new URL('../../dist/src/persistence/embedded/embedded-postgres.js', import.meta.url));
  if (!existsSync(compiled)) throw new Error(`${compiled} is missing: run npm test, or npm run build before jest`);
  const { startEmbeddedPostgres } = createRequire(import.meta.url)(compiled);
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'turnwise-test-'));
  chmodSync(dataFolder, 0o711); // run by root, Postgres runs as another user, who must be able to enter
  globalThis.turnwiseTestPostgres = { dataFolder };
  const postgres = await startEmbeddedPostgres({ dataFolder, profile: 'test' });
  globalThis.turnwiseTestPostgres.stop = postgres.stop;
  const { adminUrl, ownerUrl, appUrl, jobsUrl, port } = postgres;
  process.env.TURNWISE_TEST_POSTGRES = JSON.stringify({ adminUrl, ownerUrl, appUrl, jobsUrl, port });
}
