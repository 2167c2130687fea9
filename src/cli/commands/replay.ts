import { type Command, Option } from 'commander';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { readAirlineEnvironment } from '../../environment/airline/readers/airline-folder';
import { replayFile } from '../../environment/replay';
import { replayRollout, type RolloutReplay } from '../../environment/replay-rollout';
import { readRecordedRollouts } from '../recorded-rollouts';
import { requireReadableFile } from './import';

type ReplayOptions = {
  readonly data: string;
  readonly version: AirlineVersion;
  readonly recorded?: boolean;
  readonly json?: boolean;
};

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('rerun tool calls on a fresh database: sequences of calls, or a result file with --recorded')
    .argument('<file>', '{sequences: [{id, calls: [{name, arguments}]}]} with arguments as JSON text, or a result file')
    .requiredOption('--data <folder>', 'tau-bench or tau2-bench airline data')
    .addOption(new Option('--version <version>', 'version of the airline world').choices(['v1', 'v2']).default('v1'))
    .option('--recorded', 'FILE is a result file: show where outputs differ from the record, and why')
    .option('--json', 'print JSON (the only format for sequences)')
    .action(async (file: string, options: ReplayOptions) => {
      await requireReadableFile(file);
      await (options.recorded === true ? replayRecorded(file, options) : replaySequences(file, options));
    });
}

async function replaySequences(file: string, options: ReplayOptions): Promise<void> {
  const answer = await replayFile({ file, folder: options.data, version: options.version });
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

type ReplayedRow = {
  readonly row: number;
  readonly task: string;
  readonly trial: number;
  readonly equal: number;
  readonly renamedKeys: readonly string[];
  readonly finalHash: string;
  /** Calls whose output differs from the recorded one. */
  readonly different: RolloutReplay['calls'];
};

async function replayRecorded(file: string, options: ReplayOptions): Promise<void> {
  const environment = await readAirlineEnvironment(options.data, options.version);
  const rows: ReplayedRow[] = [];
  for await (const { row, rollout } of readRecordedRollouts(file, { countFailuresAsAuthorsDo: false })) {
    const { calls, equalCount: equal, renamedKeys, finalHash } = replayRollout(rollout, environment);
    const different = calls.filter((call) => call.cause !== null);
    rows.push({ row, task: rollout.task.externalId, trial: rollout.trial, equal, renamedKeys, finalHash, different });
  }
  process.stdout.write(options.json === true ? `${JSON.stringify(rows, null, 2)}\n` : formatRows(rows));
}

function formatRows(rows: readonly ReplayedRow[]): string {
  const lines = rows.flatMap((row) =>
    row.different.map(
      (call) =>
        `row ${row.row} (task ${row.task}, trial ${row.trial}), turn ${call.turnIndex}: ${call.name}: ${call.cause ?? ''}`,
    ),
  );
  const renamed = [...new Set(rows.flatMap((row) => row.renamedKeys))];
  const equal = rows.reduce((sum, row) => sum + row.equal, 0);
  lines.push(`${rows.length} rollouts: ${equal} outputs equal, ${lines.length} different`);
  if (renamed.length > 0) lines.push(`renamed in the data since it was recorded: ${renamed.join(', ')}`);
  return `${lines.join('\n')}\n`;
}
