import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { printSchemaText } from '../../api/schema';
import { readConfig } from '../../config';
import { InvalidInputError } from '../../errors';
import { readSchemaDrift } from '../../persistence/migrate';
import { migrateDatabase } from '../../services/organizations/migrate-database';
import { openDatabase, requireUrl } from '../database';
import { DOCS_PAGES } from '../docs/docs-pages';
import { PROJECT_ROOT } from '../project-root';

export function addCheckCommands(program: Command): void {
  program
    .command('check-schema', { hidden: true })
    .description('compare schema.graphql with the schema built from the code')
    .action(async () => {
      if ((await readFile(join(PROJECT_ROOT, 'schema.graphql'), 'utf8')) !== printSchemaText())
        throw new InvalidInputError('schema.graphql is out of date: run `npm run schema`');
      process.stdout.write('schema.graphql is up to date\n');
    });
  program
    .command('print-schema', { hidden: true })
    .description('print the schema built from the code')
    .action(() => {
      process.stdout.write(printSchemaText());
    });
  program
    .command('write-docs', { hidden: true })
    .description('write the pages of docs/ that are generated from tables in the code')
    .action(async () => {
      for (const [name, write] of Object.entries(DOCS_PAGES))
        await writeFile(join(PROJECT_ROOT, 'docs', name), write());
    });
  program
    .command('check-migrations', { hidden: true })
    .description('compare the tables created by the migrations with the models')
    .action(async () => {
      const dataFolder = await mkdtemp(join(tmpdir(), 'turnwise-check-'));
      // In a folder that only root can enter, the cluster would be placed elsewhere and remain there.
      await chmod(dataFolder, 0o755);
      const access = await openDatabase({ ...readConfig({}), dataFolder });
      try {
        const ownerUrl = requireUrl(access.ownerUrl, 'DATABASE_OWNER_URL');
        const jobsUrl = requireUrl(access.jobsUrl, 'DATABASE_JOBS_URL');
        await migrateDatabase({ ownerUrl, applicationUrl: access.applicationUrl, jobsUrl });
        const drift = await readSchemaDrift(ownerUrl);
        if (drift.length > 0) throw new InvalidInputError(`migrations and models differ:\n${drift.join('\n')}`);
        process.stdout.write('migrations match the models\n');
      } finally {
        await access.release();
        await rm(dataFolder, { recursive: true, force: true });
      }
    });
}
