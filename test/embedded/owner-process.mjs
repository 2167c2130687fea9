/**
 * An owner in a process of its own: `node owner-process.mjs <compiled embedded-postgres.js> <data folder>`. Prints what
 * it got as one line of JSON, then does what the lines on its standard input say: release or stop.
 */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [compiled, dataFolder] = process.argv.slice(2);
const { startEmbeddedPostgres } = createRequire(import.meta.url)(compiled);

try {
  const postgres = await startEmbeddedPostgres({ dataFolder, profile: 'test' });
  console.log(JSON.stringify({ port: postgres.port, adminUrl: postgres.adminUrl, ownerUrl: postgres.ownerUrl }));
  for await (const line of createInterface({ input: process.stdin })) {
    await (line === 'stop' ? postgres.stop() : postgres.release());
    break;
  }
} catch (error) {
  console.log(JSON.stringify({ error: error.message, code: error.code }));
}
process.stdin.destroy();
