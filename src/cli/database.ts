import type { Config } from '../config';
import { InvalidInputError, type UnavailableError } from '../errors';
import { startEmbeddedPostgres } from '../persistence/embedded/embedded-postgres';

/** Database URLs of this installation, one per role. Call `release` when this process no longer needs them. */
export type DatabaseAccess = {
  readonly isEmbedded: boolean;
  readonly applicationUrl: string;
  /** Null without DATABASE_OWNER_URL: this process then cannot migrate. */
  readonly ownerUrl: string | null;
  /** Null if the queue is in Redis or DATABASE_JOBS_URL is not set. */
  readonly jobsUrl: string | null;
  /** Resolves with the reason if the embedded Postgres is lost for good; never for an external database. */
  readonly lost: Promise<UnavailableError>;
  release(): Promise<void>;
};

/**
 * The configured database, or without DATABASE_URL the embedded Postgres, which is started if it is not running.
 *
 * @throws UnavailableError if the embedded Postgres cannot be started
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

/** @throws InvalidInputError naming the missing setting */
export function requireUrl(url: string | null, variable: string): string {
  if (url === null) throw new InvalidInputError(`${variable} is not set, and DATABASE_URL names an external database`);
  return url;
}
