import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Ends the Postgres of the test run and removes its folders. */
export default async function stopTestPostgres() {
  const { stop, dataFolder } = globalThis.turnwiseTestPostgres;
  await stop?.();
  const record = path.join(dataFolder, 'postgres', 'cluster.json');
  // Under a temporary folder that only root can enter the cluster lies elsewhere.
  if (existsSync(record))
    rmSync(JSON.parse(readFileSync(record, 'utf8')).clusterFolder, { recursive: true, force: true });
  rmSync(dataFolder, { recursive: true, force: true });
}
