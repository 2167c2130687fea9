import type { Command } from 'commander';
import { readConfig } from '../../config';
import { migrateDatabase } from '../../services/organizations/migrate-database';
import { openDatabase, requireUrl } from '../database';

export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('create or update the tables and the queue, as the owner of the database (DATABASE_OWNER_URL)')
    .action(async () => {
      const access = await openDatabase(readConfig(process.env));
      try {
        const ran = await migrateDatabase({
          ownerUrl: requireUrl(access.ownerUrl, 'DATABASE_OWNER_URL'),
          applicationUrl: access.applicationUrl,
          jobsUrl: requireUrl(access.jobsUrl, 'DATABASE_JOBS_URL'),
        });
        process.stdout.write(ran.length === 0 ? 'the database is up to date\n' : `migrated: ${ran.join(', ')}\n`);
      } finally {
        await access.release();
      }
    });
}
