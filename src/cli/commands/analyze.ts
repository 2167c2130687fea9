import type { Command } from 'commander';
import { analyzeRollouts } from '../../domain/calibration/analyze-rollouts';
import { InvalidInputError } from '../../errors';
import type { RecordedRollout } from '../../domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../environment/airline/tool-kinds';
import { readRecordedRollouts } from '../recorded-rollouts';
import { requireReadableFile } from './import';

type AnalyzeOptions = { readonly json?: boolean; readonly tasks?: string };

export function addAnalyzeCommand(program: Command): void {
  program
    .command('analyze')
    .description('statistics of a result file, without a server or a database')
    .argument('<file>', 'tau-bench or tau2-bench result file (.json or .json.gz)')
    .option('--tasks <from-to>', 'only tasks in this range of ids, e.g. 0-16 or 3')
    .option('--json', 'print JSON (the default and only format)')
    .action(async (file: string, options: AnalyzeOptions) => {
      await requireReadableFile(file);
      const rollouts = await readRollouts(file, parseTaskRange(options.tasks));
      process.stdout.write(`${JSON.stringify(analyzeRollouts(rollouts, AIRLINE_TOOL_KINDS), null, 1)}\n`);
    });
}

/** Reads every selected rollout, or fails: a statistic of only the readable rows would be misleading. */
async function readRollouts(file: string, isWanted: (taskId: string) => boolean): Promise<RecordedRollout[]> {
  const rollouts: RecordedRollout[] = [];
  for await (const { rollout } of readRecordedRollouts(file, { countFailuresAsAuthorsDo: true })) {
    if (isWanted(rollout.task.externalId)) rollouts.push(rollout);
  }
  if (rollouts.length === 0) throw new InvalidInputError(`${file}: has no rollouts of the selected tasks`);
  return rollouts;
}

function parseTaskRange(text: string | undefined): (taskId: string) => boolean {
  if (text === undefined) return () => true;
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) throw new InvalidInputError(`--tasks: "${text}" must be a number or a range, e.g. 0-16`);
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return (taskId) => /^\d+$/.test(taskId) && Number(taskId) >= from && Number(taskId) <= to;
}
