import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PlayableTask } from '../../conversation/playable-task';
import { toPlayableTask } from '../../conversation/playable-task';
import { AirlineEnvironment } from '../../environment/airline/airline-environment';
import { generateAirlineTaskSet } from '../../environment/airline/generator/generate-task-set';
import { generateWorld } from '../../environment/airline/generator/generate-world';
import { SPLITS, type Split } from '../../environment/airline/generator/split';
import { DEFAULT_WORLD_SETTINGS } from '../../environment/airline/generator/world/world-settings';
import { readAirlineEnvironment, readAirlineTasks } from '../../environment/airline/readers/airline-folder';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { coverageRows, type CoverageRow, type Part } from '../candidate-coverage/coverage-report';
import { measureCoverage } from '../candidate-coverage/measure-coverage';
import { formatTable } from '../report/plain-table';

type CoverageOptions = {
  readonly version: AirlineVersion;
  readonly tasks: number;
  readonly split: Split;
  readonly seed: number;
  readonly data?: string;
  readonly misses?: boolean;
  readonly json?: boolean;
};

export function addCoverageCommand(program: Command): void {
  program
    .command('coverage')
    .description('measure how often the reference agent’s acts are among the candidates of the trainable policy')
    .addOption(new Option('--version <version>', 'version of the airline world').choices(['v1', 'v2']).default('v1'))
    .option('--tasks <number>', 'number of generated tasks, spread over the families', wholeNumber, 280)
    .addOption(new Option('--split <split>', 'split of the generated tasks').choices([...SPLITS]).default('train'))
    .option('--seed <number>', 'seed of the generated world and tasks', wholeNumber, 1)
    .option('--data <folder>', 'airline folder of a benchmark; uses its tasks instead of generated ones')
    .option('--misses', 'print each act that is not among the candidates')
    .option('--json', 'print JSON')
    .action(coverage);
}

async function coverage(options: CoverageOptions): Promise<void> {
  const { environment, tasks } = await openTasks(options);
  const conversations = await measureCoverage(environment, tasks, ({ taskId, act }) => {
    if (options.misses === true) process.stderr.write(`${taskId}: ${JSON.stringify(act)}\n`);
  });
  const rows = coverageRows(conversations);
  process.stdout.write(options.json === true ? `${JSON.stringify(rows, null, 1)}\n` : `${coverageTable(rows)}\n`);
}

type PlayableSet = { readonly environment: AirlineEnvironment; readonly tasks: readonly PlayableTask[] };

async function openTasks({ data, version, tasks: size, split, seed }: CoverageOptions): Promise<PlayableSet> {
  if (data !== undefined) {
    const taskSet = await readAirlineTasks(data, version);
    const tasks = taskSet.tasks.map((task): PlayableTask => ({ task, facts: null, traps: [], family: null }));
    return { environment: await readAirlineEnvironment(data, version), tasks };
  }
  const world = generateWorld({ ...DEFAULT_WORLD_SETTINGS, version }, seed);
  const taskSet = generateAirlineTaskSet({ world, version, size, split, seed });
  return { environment: new AirlineEnvironment(world, version), tasks: taskSet.tasks.map(toPlayableTask) };
}

function coverageTable(rows: readonly CoverageRow[]): string {
  const titles = [
    ...['conversations', 'passed', 'golden actions reached', 'among candidates', 'of these, writes', 'other calls'],
    ...['messages', 'candidates: median', 'p95', 'max'],
  ];
  const columns = [['family', 'left'] as const, ...titles.map((title) => [title, 'right'] as const)];
  const cells = rows.map((row) => [
    ...[row.family, String(row.conversations), String(row.passed), partText(row.reached), shareText(row.goldenActions)],
    ...[shareText(row.goldenWrites), shareText(row.otherCalls), shareText(row.messages)],
    ...[row.candidates?.median, row.candidates?.p95, row.candidates?.max].map((count) => String(count ?? '-')),
  ]);
  return formatTable(columns, cells);
}

function partText({ found, of }: Part): string {
  return `${found} of ${of}`;
}

function shareText(part: Part): string {
  return part.of === 0 ? '-' : `${((100 * part.found) / part.of).toFixed(1)} % of ${part.of}`;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError('not a whole number.');
}
