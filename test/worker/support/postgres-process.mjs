/** Owns an embedded Postgres of its own until its standard input ends; prints the addresses as one line of JSON. */
import { createRequire } from 'node:module';

const { startEmbeddedPostgres } = createRequire(import.meta.url)(
  '../../../dist/src/persistence/embedded/embedded-postgres.js',
);
const postgres = await startEmbeddedPostgres({ dataFolder: process.argv[2] });
const { adminUrl, ownerUrl, appUrl, jobsUrl } = postgres;
process.stdout.write(`${JSON.stringify({ adminUrl, ownerUrl, appUrl, jobsUrl })}\n`);
process.stdin.resume().once('end', () => void postgres.stop());
