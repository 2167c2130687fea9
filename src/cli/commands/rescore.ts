import { type Command, Option } from 'commander';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { readAirlineEnvironment } from '../../environment/airline/readers/airline-folder';
import { type RescoredRollout, rescoreRollout } from '../../environment/rescore';
import type { RecordedRollout } from '../../domain/trajectory';
import { InvalidInputError } from '../../errors';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { findExperiment } from '../ensure-experiment';
import { fetchRollouts } from '../fetch-rollouts';
import { readRecordedRollouts } from '../recorded-rollouts';
import { requireReadableFile } from './import';

type RescoreOptions = ConnectionOptions & {
  readonly data: string;
  readonly version: AirlineVersion;
  readonly experiment?: string;
  readonly json?: boolean;
};

/** A rollout whose stored reward differs from the recomputed one. */
type Disagreement = {
  /** Row of the file, or id of the stored rollout. */
  readonly source: string;
  readonly task: string;
  readonly trial: number;
  readonly stored: number | null;
  readonly recomputed: RescoredRollout['verdict'];
};

export type RescoreReport = {
  readonly rollouts: number;
  /** SCORED rollouts, whose stored reward was compared. */
  readonly compared: number;
  readonly agreeing: number;
  readonly disagreements: readonly Disagreement[];
};

export function addRescoreCommand(program: Command): void {
  const command = program
    .command('rescore')
    .description('recompute the rewards of recorded rollouts from their calls and messages, and list each disagreement')
    .argument('[file]', 'tau-bench or tau2-bench result file; or use --experiment')
    .requiredOption('--data <folder>', 'tau-bench or tau2-bench airline data')
    .addOption(new Option('--version <version>', 'version of the airline world').choices(['v1', 'v2']).default('v1'))
    .option('--experiment <name>', 'rescore the stored rollouts of this experiment instead of a file')
    .option('--json', 'print JSON');
  addConnectionOptions(command).action(rescore);
}

async function rescore(file: string | undefined, options: RescoreOptions): Promise<void> {
  const environment = await readAirlineEnvironment(options.data, options.version);
  const disagreements: Disagreement[] = [];
  let rollouts = 0;
  let compared = 0;
  for await (const { source, rollout } of openSource(file, options)) {
    rollouts += 1;
    if (rollout.outcomeClass !== 'SCORED') continue;
    compared += 1;
    const { verdict, agrees } = rescoreRollout(rollout, environment);
    if (agrees === true) continue;
    const { task, trial, reward } = rollout;
    disagreements.push({ source, task: task.externalId, trial, stored: reward, recomputed: verdict });
  }
  const report: RescoreReport = { rollouts, compared, agreeing: compared - disagreements.length, disagreements };
  process.stdout.write(options.json === true ? `${JSON.stringify(report, null, 2)}\n` : formatReport(report));
  if (disagreements.length > 0) process.exitCode = 2;
}

type SourcedRollout = { readonly source: string; readonly rollout: RecordedRollout };

async function* openSource(file: string | undefined, options: RescoreOptions): AsyncGenerator<SourcedRollout> {
  if ((file === undefined) === (options.experiment === undefined)) {
    throw new InvalidInputError('rescore: give either a file or --experiment');
  }
  if (file !== undefined) {
    await requireReadableFile(file);
    for await (const { row, rollout } of readRecordedRollouts(file, { countFailuresAsAuthorsDo: false })) {
      yield { source: `row ${row}`, rollout };
    }
    return;
  }
  const client = connect(options);
  const experimentId = await findExperiment(client, options.experiment ?? '');
  for await (const { id, rollout } of fetchRollouts(client, experimentId)) yield { source: id, rollout };
}

function formatReport(report: RescoreReport): string {
  const lines = [
    `${report.rollouts} rollouts, ${report.compared} scored: ${report.agreeing} agree, ${report.disagreements.length} do not`,
  ];
  for (const { source, task, trial, stored, recomputed } of report.disagreements) {
    const database =
      recomputed.isDatabaseRight === null ? '' : `, database ${recomputed.isDatabaseRight ? 'right' : 'wrong'}`;
    lines.push(
      `  ${source} (task ${task}, trial ${trial}): stored ${stored}, recomputed ${recomputed.reward}${database}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
