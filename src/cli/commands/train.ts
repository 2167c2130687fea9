import type { Command } from 'commander';
import { InvalidInputError } from '../../errors';
import type { ApiClient } from '../api-client';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { ensureExperiment } from '../ensure-experiment';
import { findTaskSet } from '../find-players';
import { formatEpoch, formatUpdates } from '../report/training-lines';
import { followTrainingRun, requestImitation, requestTraining, type TrainingStep } from '../queries/training-query';
import { IMITATION_SETTINGS, REINFORCEMENT_SETTINGS } from '../../training/run-settings';
import { settingOption } from '../setting-option';

type TrainOptions = ConnectionOptions & {
  readonly experiment: string;
  readonly taskSet: string;
  readonly name?: string;
  readonly validation?: string;
  readonly base?: string;
  readonly scheme?: string;
  readonly updates?: number;
  readonly epochs?: number;
  readonly seed?: number;
  readonly settings?: string;
};

export function addTrainCommands(program: Command): void {
  const train = program
    .command('train')
    .description('train a policy by reinforcement learning, with one line per update');
  addRunOptions(train)
    .option('--base <id>', 'checkpoint to start from; default random parameters')
    .option('--scheme <id>', 'reward scheme; default the paper’s IRC')
    .addOption(settingOption('--updates <number>', REINFORCEMENT_SETTINGS.updates))
    .action(trainPolicy);
  const imitate = program.command('imitate').description('train a policy by behaviour cloning of the reference agent');
  addRunOptions(imitate).addOption(settingOption('--epochs <number>', IMITATION_SETTINGS.epochs)).action(imitatePolicy);
}

function addRunOptions(command: Command): Command {
  return addConnectionOptions(
    command
      .requiredOption('--experiment <name>', 'experiment of the run; created if missing')
      .requiredOption('--task-set <name>', 'task set to learn from, newest version')
      .option('--validation <name>', 'task set to validate on')
      .option('--name <name>', 'display name of the run')
      .addOption(settingOption('--seed <number>', REINFORCEMENT_SETTINGS.seed))
      .option('--settings <json>', 'other fields of the input, e.g. {"learningRate":0.001}'),
  );
}

async function trainPolicy(options: TrainOptions): Promise<void> {
  const { updates = REINFORCEMENT_SETTINGS.updates.default!, base, scheme } = options;
  const own = { updates, baseCheckpointId: base, rewardSchemeId: scheme };
  const show = (step: TrainingStep) => formatUpdates([step], updates);
  await runTraining(options, {
    name: 'training',
    show,
    start: (client, common) => requestTraining(client, { ...own, ...common }),
  });
}

async function imitatePolicy(options: TrainOptions): Promise<void> {
  const { epochs = IMITATION_SETTINGS.epochs.default! } = options;
  const show = (step: TrainingStep) => formatEpoch(step, epochs);
  await runTraining(options, {
    name: 'imitation',
    show,
    start: (client, common) => requestImitation(client, { epochs, ...common }),
  });
}

/** Inputs shared by both kinds of training. */
type CommonInput = Pick<
  Parameters<typeof requestImitation>[1],
  'experimentId' | 'name' | 'taskSetId' | 'validationTaskSetId' | 'seed'
>;

type Kind = {
  /** Default display name of a run. */
  readonly name: string;
  readonly start: (client: ApiClient, common: CommonInput) => Promise<string>;
  readonly show: (step: TrainingStep) => string;
};

async function runTraining(options: TrainOptions, { name, start, show }: Kind): Promise<void> {
  const client = connect(options);
  const print = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  const input = {
    experimentId: await ensureExperiment(client, options.experiment),
    name: options.name ?? name,
    taskSetId: await findTaskSet(client, options.taskSet),
    validationTaskSetId: options.validation === undefined ? undefined : await findTaskSet(client, options.validation),
    seed: options.seed,
    ...parseSettings(options.settings),
  };
  const id = await start(client, input);
  print(`training run ${id}`);
  const { latestCheckpoint } = await followTrainingRun(client, id, {
    onStep: (step) => {
      print(show(step));
    },
    onWarning: (step, message) => {
      print(`  warning at ${step}: ${message}`);
    },
  });
  if (latestCheckpoint !== null) print(`checkpoint ${latestCheckpoint.id}, model ${latestCheckpoint.modelHash}`);
}

function parseSettings(text: string | undefined): object {
  if (text === undefined) return {};
  try {
    const settings: unknown = JSON.parse(text);
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return settings;
  } catch {
    // Reported below, with the text.
  }
  throw new InvalidInputError(`--settings: "${text.slice(0, 200)}" is not a JSON object`);
}
