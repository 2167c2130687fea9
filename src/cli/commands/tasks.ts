import { type Command, InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../../config';
import { FAMILY_NAMES, type FamilyName } from '../../environment/airline/generator/families/family-name';
import { type Split, SPLITS } from '../../environment/airline/generator/split';
import { AIRLINE_VERSIONS, type AirlineVersion } from '../../environment/airline/world/world';
import { TenantDatabase } from '../../persistence/tenant-database';
import { TenantDirectory } from '../../persistence/tenant-directory';
import { importTaskSet } from '../../services/tasks/import-task-set';
import { WORLD_SIZES, type WorldSize } from '../../services/worlds/stored-environment';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { GENERATE_TASK_SET } from '../queries/operations.generated';
import { openDatabase } from '../database';

type GenerateOptions = ConnectionOptions & {
  readonly name: string;
  readonly version: AirlineVersion;
  readonly worldSize: WorldSize;
  readonly worldSeed: number;
  readonly taskSeed: number;
  readonly size: number;
  readonly split: Split;
  readonly family?: readonly FamilyName[];
};

type ImportOptions = {
  readonly data: string;
  readonly version: AirlineVersion;
  readonly organization: string;
  readonly name?: string;
  readonly split?: string;
};

export function addTasksCommand(program: Command): void {
  const tasks = program.command('tasks').description('manage playable task sets');
  const version = () =>
    new Option('--version <version>', 'version of the airline').choices(AIRLINE_VERSIONS).default('v1');
  const generate = tasks
    .command('generate')
    .description('generate an airline world with tasks')
    .requiredOption('--name <name>', 'name of the task set; an existing name gets a new version')
    .addOption(version())
    .addOption(new Option('--world-size <size>', 'size of the world').choices(WORLD_SIZES).default('DEFAULT'))
    .option('--world-seed <number>', 'seed of the world', parseWhole, 0)
    .option('--task-seed <number>', 'seed of the tasks', parseWhole, 0)
    .requiredOption('--size <number>', 'number of tasks', parseWhole)
    .addOption(new Option('--split <split>', 'split of the tasks').choices(SPLITS).default('train'))
    .addOption(new Option('--family <name...>', 'task families; default all').choices(FAMILY_NAMES));
  addConnectionOptions(generate).action(generateTasks);
  tasks
    .command('import')
    .description('store the tasks of a tau-bench or tau2-bench airline folder (needs access to the database)')
    .requiredOption('--data <folder>', 'the airline folder, or a folder that contains tau-bench and tau2-bench')
    .addOption(version())
    .requiredOption('--organization <slug>', 'organization that receives the tasks')
    .option('--name <name>', 'name of the task set; default tau-bench airline or tau2-bench airline')
    .option('--split <split>', 'only the tasks of this split')
    .action(importTasks);
}

type Made = { readonly id: string; readonly name: string; readonly version: number };

async function generateTasks(options: GenerateOptions): Promise<void> {
  const { name, version, worldSize, worldSeed, taskSeed, size, split, family } = options;
  const words = { version: upperCase(version), split: upperCase(split) };
  const { generateTaskSet } = await connect(options).query(GENERATE_TASK_SET, {
    input: { name, worldSize, worldSeed, taskSeed, size, ...words, families: family },
  });
  print(generateTaskSet);
}

/** Converts a value to the spelling of the API's enums. */
function upperCase<Word extends string>(word: Word): Uppercase<Word> {
  return word.toUpperCase() as Uppercase<Word>;
}

async function importTasks({ data, version, organization, name, split }: ImportOptions): Promise<void> {
  const access = await openDatabase(readConfig(process.env));
  try {
    const database = await TenantDatabase.connect(access.applicationUrl, 2);
    try {
      const { id } = await new TenantDirectory(database).getOrganizationBySlug(organization);
      const taskSet = await importTaskSet(database, id, {
        name: name ?? (version === 'v1' ? 'tau-bench airline' : 'tau2-bench airline'),
        folder: data,
        version,
        split: split ?? null,
        idempotencyKey: null,
      });
      print(taskSet);
    } finally {
      await database.close();
    }
  } finally {
    await access.release();
  }
}

function print({ id, name, version }: Made): void {
  process.stdout.write(`task set "${name}" version ${version}: ${id}\n`);
}

function parseWhole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('not a whole number.');
}
