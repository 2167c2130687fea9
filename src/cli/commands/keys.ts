import { Command, Option } from 'commander';
import { readConfig } from '../../config';
import { type Role, ROLES } from '../../model/enums';
import { TenantDatabase } from '../../persistence/tenant-database';
import { ensureOrganization } from '../../services/organizations/create-organization';
import { requireText, TEXTS } from '../../stored-text';
import { openDatabase } from '../database';

type KeyOptions = {
  readonly organization: string;
  readonly role: Role;
  readonly name: string;
  readonly json?: boolean;
};

export function addKeysCommand(program: Command): void {
  const keys = program.command('keys').description('manage API keys');
  keys
    .command('create')
    .description('create an API key, and its organization if missing; the secret is shown once')
    .requiredOption('--organization <slug>', 'organization slug: 1 to 63 characters of a-z, 0-9 and inner -')
    .addOption(new Option('--role <role>', 'role of the key').choices(ROLES).default('MEMBER'))
    .option('--name <name>', 'display name of the key', 'created on the command line')
    .option('--json', 'print JSON')
    .action(async (options: KeyOptions) => {
      const access = await openDatabase(readConfig(process.env));
      try {
        const secret = await createKey(access.applicationUrl, options);
        process.stdout.write(
          options.json === true
            ? `${JSON.stringify({ organization: options.organization, role: options.role, secret })}\n`
            : `${secret}\n`,
        );
      } finally {
        await access.release();
      }
    });
}

/** Creates a key in the organization, creating the organization if missing. @returns the secret */
export async function createKey(
  applicationUrl: string,
  options: Pick<KeyOptions, 'organization' | 'role' | 'name'>,
): Promise<string> {
  requireText('--name', options.name, TEXTS.name);
  const database = await TenantDatabase.connect(applicationUrl, 2);
  try {
    const organization = await ensureOrganization(database, options.organization, options.organization);
    const issued = await database.inTenant(organization.id, (stores) =>
      stores.apiKeys.issue(options.name, options.role),
    );
    return issued.secret;
  } finally {
    await database.close();
  }
}
