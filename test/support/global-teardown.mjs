import { rmSync } from 'node:fs';

/** Ends the Postgres of the test run and removes its folder. */
export default async function stopTestPostgres() {
  const { stop, dataFolder } = globalThis.turnwiseTestPostgres;
  await stop?.();
  rmSync(dataFolder, { recursive: true, force: true });
}
