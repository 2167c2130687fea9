import { InvalidInputError } from '../../errors';
import { migrateQueueSchema } from '../../jobs/queue-schema';
import { migrate } from '../../persistence/migrate';

/** The three addresses of one database: owner of the tables, application, owner of the schema `jobs`. */
export type DatabaseUrls = { readonly ownerUrl: string; readonly applicationUrl: string; readonly jobsUrl: string };

/**
 * Brings tables and queue up to date. A step of its own: nothing that serves or works migrates by itself.
 *
 * @returns names of the migrations that ran; empty when there was nothing to do
 * @throws InvalidInputError when the database is ahead or half-migrated; UnavailableError when it cannot be reached
 */
export async function migrateDatabase(urls: DatabaseUrls): Promise<string[]> {
  const ran = await migrate(urls.ownerUrl, roleOf(urls.applicationUrl), roleOf(urls.jobsUrl));
  await migrateQueueSchema(urls.jobsUrl);
  return ran;
}

function roleOf(url: string): string {
  const role = decodeURIComponent(new URL(url).username);
  if (role === '') throw new InvalidInputError('a database URL names no role: postgres://ROLE:PASSWORD@HOST/DATABASE');
  return role;
}
