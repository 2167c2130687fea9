import type { Command } from 'commander';
import { EVALUATION_SETTINGS, type TrialConvention } from '../../domain/evaluation/evaluation-settings';
import type { Fault } from '../../domain/evaluation/outcome-matrix';
import { InvalidInputError } from '../../errors';
import { COLLECTION_SETTINGS } from '../../services/collection/collection-settings';
import type { ApiClient } from '../api-client';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { ensureExperiment, findExperiment } from '../ensure-experiment';
import {
  type EvaluationInput,
  followEvaluation,
  readStoredEvaluation,
  requestEvaluation,
} from '../queries/evaluation-query';
import { ensurePolicy, ensureSimulator, findTaskSet } from '../find-players';
import { LiveLine } from '../live-line';
import { formatEvaluation } from '../report/evaluation-report-table';
import { formatInterim } from '../report/evaluation-table';
import { settingOption } from '../setting-option';

export type StatisticsOptions = {
  readonly confidence?: number;
  readonly bootstrapDraws?: number;
  readonly convention?: TrialConvention;
  readonly statisticsSeed?: number;
  readonly without?: readonly Fault[];
};

type EvaluateOptions = ConnectionOptions &
  StatisticsOptions & {
    readonly experiment?: string;
    readonly policy?: string;
    readonly simulator?: string;
    readonly recorded?: boolean;
    readonly collection?: string;
    readonly taskSet?: string;
    readonly trials?: number;
    readonly split?: string;
    readonly tasks?: number;
    readonly seed?: number;
    readonly concurrency?: number;
    readonly perTask?: boolean;
    readonly json?: boolean;
  };

export function addEvaluateCommand(program: Command): void {
  const command = program
    .command('evaluate')
    .description(
      'evaluate a policy on new rollouts (--task-set), on those of a collection (--collection) or on recorded ones (--recorded)',
    )
    .option('--experiment <name>', 'experiment of the rollouts; created if missing for new rollouts')
    .option(
      '--policy <name>',
      'policy; golden, golden:0.1 (error rate), random and look-up-only are created if missing',
    )
    .option('--simulator <name>', 'user simulator; scripted and human are created if missing')
    .option('--recorded', 'use the rollouts already in the experiment, e.g. imported ones')
    .option('--collection <id>', 'use the rollouts of this collection')
    .option('--task-set <name>', 'play this task set, newest version')
    .addOption(settingOption('--trials <number>', COLLECTION_SETTINGS.trials))
    .addOption(settingOption('--split <name>', COLLECTION_SETTINGS.split))
    .addOption(settingOption('--tasks <number>', COLLECTION_SETTINGS.taskLimit))
    .addOption(settingOption('--seed <number>', COLLECTION_SETTINGS.seed))
    .addOption(settingOption('--concurrency <number>', COLLECTION_SETTINGS.concurrency))
    .option('--per-task', 'also print a row per task')
    .option('--json', 'print JSON');
  addConnectionOptions(addStatisticsOptions(command)).action(evaluate);
}

/** Options shared by evaluations and comparisons. */
export function addStatisticsOptions(command: Command): Command {
  return command
    .addOption(settingOption('--confidence <number>', EVALUATION_SETTINGS.confidence))
    .addOption(settingOption('--bootstrap-draws <number>', EVALUATION_SETTINGS.bootstrapDraws))
    .addOption(settingOption('--convention <name>', EVALUATION_SETTINGS.trialConvention))
    .addOption(settingOption('--statistics-seed <number>', EVALUATION_SETTINGS.seed))
    .addOption(settingOption('--without <fault...>', EVALUATION_SETTINGS.excludedFaults));
}

/** The corresponding API settings. */
export function statisticsSettings(options: StatisticsOptions): NonNullable<EvaluationInput['settings']> {
  const { confidence, bootstrapDraws, convention, statisticsSeed, without } = options;
  return { confidence, bootstrapDraws, trialConvention: convention, seed: statisticsSeed, withoutFaults: without };
}

async function evaluate(options: EvaluateOptions): Promise<void> {
  const client = connect(options);
  const source = await chooseSource(client, options);
  const id = await requestEvaluation(client, { source, settings: statisticsSettings(options) });
  const line = new LiveLine(process.stderr);
  try {
    await followEvaluation(client, id, (analysis) => {
      line.show(formatInterim(`interim: ${options.policy ?? 'the collection'}`, analysis));
    });
  } finally {
    line.clear();
  }
  const evaluation = await readStoredEvaluation(client, id);
  const isPerTask = options.perTask === true;
  process.stdout.write(
    options.json === true ? `${JSON.stringify(evaluation, null, 2)}\n` : `${formatEvaluation(evaluation, isPerTask)}\n`,
  );
}

/** @throws InvalidInputError if there is not exactly one source, or if an option that it needs is missing */
async function chooseSource(client: ApiClient, options: EvaluateOptions): Promise<EvaluationInput['source']> {
  const { collection, recorded, taskSet } = options;
  const chosen = [collection !== undefined, recorded === true, taskSet !== undefined].filter(Boolean).length;
  if (chosen !== 1) throw new InvalidInputError('give exactly one of --task-set, --collection and --recorded');
  if (collection !== undefined) return { collectionId: collection };
  const experiment = required('--experiment', options.experiment);
  const policy = required('--policy', options.policy);
  if (recorded === true) {
    const experimentId = await findExperiment(client, experiment);
    return { recorded: { experimentId, policyName: policy, simulatorName: options.simulator } };
  }
  const { trials, split, tasks, seed, concurrency } = options;
  return {
    collection: {
      experimentId: await ensureExperiment(client, experiment),
      taskSetId: await findTaskSet(client, required('--task-set', taskSet)),
      policyId: await ensurePolicy(client, policy),
      userSimulatorId: await ensureSimulator(client, options.simulator ?? 'scripted'),
      trials: required('--trials', trials),
      ...{ split, taskLimit: tasks, seed, concurrency },
    },
  };
}

function required<Value>(option: string, value: Value | undefined): Value {
  if (value === undefined) throw new InvalidInputError(`${option}: required for this source`);
  return value;
}
