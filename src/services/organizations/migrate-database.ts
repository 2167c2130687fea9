import { InvalidInputError } from '../../errors';
import { migrateQueueSchema } from '../../jobs/queue-schema';
import { migrate } from '../../persistence/migrate';

/** The three URLs of one database: for the owner of the tables, the application, and the owner of the schema `jobs`. */
export type DatabaseUrls = { readonly ownerUrl: string; readonly applicationUrl: string; readonly jobsUrl: string };

/**
 * Migrates tables and queue to the current version. This is a separate step: servers and workers never migrate.
 *
 * @returns names of the migrations that ran; empty if there were none
 * @throws InvalidInputError if the database is newer than this program or half-migrated; UnavailableError if it is
 *   unreachable
 */
export async function migrateDatabase(urls: DatabaseUrls): Promise<string[]> {
  const ran = await migrate(urls.ownerUrl, roleOf(urls.applicationUrl), roleOf(urls.jobsUrl));
  await migrateQueueSchema(urls.jobsUrl);
  return ran;
}

function roleOf(url: string): string {
  const role = decodeURIComponent(new URL(url).username);
  if (role === '') throw new InvalidInputError('a database URL has no role: postgres://ROLE:PASSWORD@HOST/DATABASE');
  return role;
}
