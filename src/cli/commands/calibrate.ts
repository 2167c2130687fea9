import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { EstimatorName } from '../../domain/advantages/estimators';
import {
  CALIBRATION_SETTINGS,
  type ProposalMethod,
  type ProposalStatistic,
} from '../../domain/calibration/calibration-settings';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { findExperiment } from '../ensure-experiment';
import { ProgressBars } from '../progress-view';
import { formatRound } from '../report/calibration-tables';
import { runCalibration } from '../run-calibration';
import { settingOption } from '../setting-option';

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
    .addOption(settingOption('--statistic <name>', CALIBRATION_SETTINGS.statistic))
    .addOption(settingOption('--method <name>', CALIBRATION_SETTINGS.method))
    .addOption(settingOption('--estimator <name>', CALIBRATION_SETTINGS.estimator))
    .addOption(settingOption('--delta <number>', CALIBRATION_SETTINGS.delta))
    .addOption(settingOption('--seed <number>', CALIBRATION_SETTINGS.seed))
    .addOption(settingOption('--bootstrap-draws <number>', CALIBRATION_SETTINGS.bootstrapDraws))
    .addOption(settingOption('--permutation-draws <number>', CALIBRATION_SETTINGS.permutationDraws))
    .option('--json <file>', 'also write the result to this file as JSON');
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
