import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/persistence/embedded/embedded-postgres';
import { TenantDatabase } from '../../src/persistence/tenant-database';
import { ensureOrganization } from '../../src/services/organizations/create-organization';
import { migrateDatabase } from '../../src/services/organizations/migrate-database';

const POOL_SIZE = 4;

/** A separate migrated database with one organization. */
export type BenchDatabase = {
  readonly applicationUrl: string;
  readonly ownerUrl: string;
  readonly jobsUrl: string;
  /** The superuser, who bypasses row-level security. */
  readonly superuserUrl: string;
  readonly database: TenantDatabase;
  readonly tenantId: string;
};

/**
 * Runs the work on a Postgres with the durability of a real installation, in a temporary folder. Postgres is stopped
 * and the folder removed when the work ends, and also on Ctrl-C.
 */
export async function withBenchDatabase<Result>(work: (bench: BenchDatabase) => Promise<Result>): Promise<Result> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'turnwise-bench-'));
  await chmod(dataFolder, 0o711); // if root runs this, Postgres runs as another user, who must be able to enter
  let postgres: EmbeddedPostgres | null = null;
  const stopAndRemove = async (): Promise<void> => {
    await postgres?.stop();
    await removeFolders(dataFolder);
  };
  let ending: Promise<void> | null = null;
  const end = (): Promise<void> => (ending ??= stopAndRemove());
  const endEarly = (): void => {
    // Its connections are cut during the work. The errors do not matter, and must not end this process before the
    // folder is removed.
    process.on('uncaughtException', () => undefined).on('unhandledRejection', () => undefined);
    void end().finally(() => process.exit(130));
  };
  process.once('SIGINT', endEarly).once('SIGTERM', endEarly);
  try {
    postgres = await startEmbeddedPostgres({ dataFolder });
    return await runOn(postgres, work);
  } finally {
    process.off('SIGINT', endEarly).off('SIGTERM', endEarly);
    await end();
  }
}

async function runOn<Result>(
  postgres: EmbeddedPostgres,
  work: (bench: BenchDatabase) => Promise<Result>,
): Promise<Result> {
  const { ownerUrl, appUrl: applicationUrl, jobsUrl } = postgres;
  await migrateDatabase({ ownerUrl, applicationUrl, jobsUrl });
  const database = await TenantDatabase.connect(applicationUrl, POOL_SIZE);
  try {
    const { id: tenantId } = await ensureOrganization(database, 'bench', 'Benchmark');
    const superuserUrl = new URL(postgres.adminUrl);
    superuserUrl.pathname = new URL(ownerUrl).pathname;
    return await work({ applicationUrl, ownerUrl, jobsUrl, superuserUrl: superuserUrl.toString(), database, tenantId });
  } finally {
    await database.close();
  }
}

/** In a folder that only root can enter, the cluster is elsewhere, and a record says where. */
async function removeFolders(dataFolder: string): Promise<void> {
  const record = join(dataFolder, 'postgres', 'cluster.json');
  if (existsSync(record)) {
    const { clusterFolder } = JSON.parse(readFileSync(record, 'utf8')) as { clusterFolder: string };
    await rm(clusterFolder, { recursive: true, force: true });
  }
  await rm(dataFolder, { recursive: true, force: true });
}
