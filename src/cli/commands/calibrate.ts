import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ESTIMATOR_NAMES, type EstimatorName } from '../../domain/advantages/estimators';
import {
  PROPOSAL_METHODS,
  PROPOSAL_STATISTICS,
  type ProposalMethod,
  type ProposalStatistic,
} from '../../domain/calibration/calibration-settings';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { findExperiment } from '../ensure-experiment';
import { ProgressBars } from '../progress-view';
import { formatRound } from '../report/calibration-tables';
import { runCalibration } from '../run-calibration';

type CalibrateOptions = ConnectionOptions & {
  readonly experiment: string;
  readonly policy?: string;
  readonly statistic?: ProposalStatistic;
  readonly method?: ProposalMethod;
  readonly estimator?: EstimatorName;
  readonly delta?: number;
  readonly seed?: number;
  readonly bootstrapDraws?: number;
  readonly permutationDraws?: number;
  readonly json?: string;
};

export function addCalibrateCommand(program: Command): void {
  const command = program
    .command('calibrate')
    .description('calibrate the reward tiers on the rollouts of an experiment')
    .requiredOption('--experiment <name>', 'experiment with the rollouts')
    .option('--policy <name>', 'only the rollouts of this policy')
    .addOption(new Option('--statistic <name>', 'which correlation drives the values').choices(PROPOSAL_STATISTICS))
    .addOption(new Option('--method <name>', 'how values follow from correlations').choices(PROPOSAL_METHODS))
    .addOption(new Option('--estimator <name>', 'whose mismatches decide').choices(ESTIMATOR_NAMES))
    .option('--delta <number>', 'least absolute correlation that counts as evidence', parseNumber)
    .option('--seed <number>', 'seed of bootstrap and permutation', parseNumber)
    .option('--bootstrap-draws <number>', 'draws of the bootstrap over tasks', parseNumber)
    .option('--permutation-draws <number>', 'draws of the permutation test', parseNumber)
    .option('--json <file>', 'also write the result as JSON');
  addConnectionOptions(command).action(calibrate);
}

async function calibrate(options: CalibrateOptions): Promise<void> {
  const client = connect(options);
  const experimentId = await findExperiment(client, options.experiment);
  const { policy, statistic, method, estimator, delta, seed, bootstrapDraws, permutationDraws } = options;
  const settings = { statistic, method, estimator, delta, seed, bootstrapDraws, permutationDraws };
  const calibration = await runCalibration(client, experimentId, { policyName: policy, settings }, new ProgressBars());
  for (const round of calibration.rounds) process.stdout.write(`${formatRound(round)}\n\n`);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(calibration, null, 2)}\n`);
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('not a number.');
  return value;
}
