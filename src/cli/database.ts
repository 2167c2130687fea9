import type { Config } from '../config';
import { InvalidInputError, type UnavailableError } from '../errors';
import { startEmbeddedPostgres } from '../persistence/embedded/embedded-postgres';

/** Addresses of the database of this installation, for each role; `release` when this process no longer needs it. */
export type DatabaseAccess = {
  readonly isEmbedded: boolean;
  readonly applicationUrl: string;
  /** Null when DATABASE_OWNER_URL is not set: this process then cannot migrate. */
  readonly ownerUrl: string | null;
  /** Null when the queue is in Redis, or DATABASE_JOBS_URL is not set. */
  readonly jobsUrl: string | null;
  /** Resolves with the reason when the embedded Postgres is gone and does not come back; never for another database. */
  readonly lost: Promise<UnavailableError>;
  release(): Promise<void>;
};

/**
 * The database that the settings name, or without DATABASE_URL the embedded Postgres, which is started if it does not run.
 *
 * @throws UnavailableError when the embedded Postgres cannot be started
 */
export async function openDatabase(config: Config): Promise<DatabaseAccess> {
  if (config.databaseUrl !== null) {
    return {
      isEmbedded: false,
      applicationUrl: config.databaseUrl,
      ownerUrl: config.databaseOwnerUrl,
      jobsUrl: config.databaseJobsUrl,
      lost: new Promise(() => undefined),
      release: () => Promise.resolve(),
    };
  }
  const postgres = await startEmbeddedPostgres({ dataFolder: config.dataFolder });
  return {
    isEmbedded: true,
    applicationUrl: postgres.appUrl,
    ownerUrl: postgres.ownerUrl,
    jobsUrl: postgres.jobsUrl,
    lost: postgres.lost,
    release: () => postgres.release(),
  };
}

/** @throws InvalidInputError naming the setting that is missing */
export function requireUrl(url: string | null, variable: string): string {
  if (url === null) throw new InvalidInputError(`${variable} is not set, and DATABASE_URL names an external database`);
  return url;
}
