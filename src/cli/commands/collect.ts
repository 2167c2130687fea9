import { type Command, InvalidArgumentError, Option } from 'commander';
import { TURN_PRESETS } from '../../services/collection/collection-settings';
import { UnavailableError } from '../../errors';
import type { ApiClient } from '../api-client';
import { addConnectionOptions, connect, type ConnectionOptions } from '../connection-options';
import { ensureExperiment } from '../ensure-experiment';
import { ensurePolicy, ensureSimulator, findTaskSet } from '../find-players';
import { followStream } from '../follow-stream';
import type { ResultOf } from '../queries/operation';
import { FOLLOW_COLLECTION, READ_COLLECTION_GROUPS, START_COLLECTION } from '../queries/operations.generated';
import { ProgressBars, type ProgressView } from '../progress-view';
import { requireFound } from '../queries/require-found';

type CollectOptions = ConnectionOptions & {
  readonly experiment: string;
  readonly taskSet: string;
  readonly policy: string;
  readonly simulator: string;
  readonly trials: number;
  readonly split?: string;
  readonly family?: readonly string[];
  readonly tasks?: number;
  readonly quorum?: number;
  readonly concurrency?: number;
  readonly deadlineMs?: number;
  readonly maxTurns?: number;
  readonly turnPreset?: keyof typeof TURN_PRESETS;
  readonly seed?: number;
  readonly retries?: number;
  readonly watchable?: boolean;
  readonly rolloutsPerShard?: number;
  readonly json?: boolean;
};

type CollectionView = NonNullable<ResultOf<typeof READ_COLLECTION_GROUPS>['collection']>;

export function addCollectCommand(program: Command): void {
  const command = program
    .command('collect')
    .description('let the workers of a server play the tasks of a set, and store the rollouts')
    .requiredOption('--experiment <name>', 'experiment of the rollouts; made when there is none')
    .requiredOption('--task-set <name>', 'tasks that can be played, the newest version')
    .requiredOption(
      '--policy <name>',
      'policy; golden, golden:0.1 (error rate), random and look-up-only are made at need',
    )
    .requiredOption('--simulator <name>', 'who plays the user; scripted is made at need')
    .requiredOption('--trials <number>', 'rollouts of each task', parseWhole)
    .option('--split <name>', 'only tasks of this split')
    .option('--family <name...>', 'only tasks of these families')
    .option('--tasks <number>', 'only the first so many tasks', parseWhole)
    .option('--quorum <number>', 'SCORED rollouts from which a group counts as usable', parseWhole)
    .option('--concurrency <number>', 'rollouts that a worker plays at a time in a shard', parseWhole)
    .option('--deadline-ms <number>', 'wall time of one rollout', parseWhole)
    .option('--max-turns <number>', 'turns of the agent', parseWhole)
    .addOption(new Option('--turn-preset <name>', 'turn limit of a benchmark').choices(Object.keys(TURN_PRESETS)))
    .option('--seed <number>', 'seed from which that of each rollout is derived', parseWhole)
    .option('--retries <number>', 'times that a rollout which could not be scored is played again', parseWhole)
    .option('--watchable', 'its conversations can be watched while they run')
    .option('--rollouts-per-shard <number>', 'rollouts that one worker at a time takes', parseWhole)
    .option('--json', 'print JSON');
  addConnectionOptions(command).action(collect);
}

async function collect(options: CollectOptions): Promise<void> {
  const client = connect(options);
  const id = await start(client, options);
  await showCollectionProgress(client, id, new ProgressBars());
  const view = await readCollection(client, id);
  process.stdout.write(options.json === true ? `${JSON.stringify(view, null, 2)}\n` : formatCollection(view));
  if (view.progress.state !== 'SUCCEEDED') throw new UnavailableError(`the collection ended ${view.progress.state}`);
}

async function start(client: ApiClient, options: CollectOptions): Promise<string> {
  const { trials, split, family, tasks, quorum, concurrency, deadlineMs, maxTurns, turnPreset, seed } = options;
  const input = {
    experimentId: await ensureExperiment(client, options.experiment),
    taskSetId: await findTaskSet(client, options.taskSet),
    policyId: await ensurePolicy(client, options.policy),
    userSimulatorId: await ensureSimulator(client, options.simulator),
    ...{
      trials,
      split,
      families: family,
      taskLimit: tasks,
      quorum,
      concurrency,
      deadlineMs,
      maxTurns,
      turnPreset,
      seed,
    },
    retriesPerRollout: options.retries,
    isWatchable: options.watchable,
    rolloutsPerShard: options.rolloutsPerShard,
  };
  const { startCollection } = await client.query(START_COLLECTION, { input });
  return startCollection.id;
}

/** Shows a collection's progress to its end. @throws UnavailableError when the server stops or stays away */
export async function showCollectionProgress(client: ApiClient, id: string, view: ProgressView): Promise<void> {
  let isComplete = false;
  try {
    await followStream(client, {
      subscription: FOLLOW_COLLECTION,
      id,
      name: 'collection',
      seqOf: ({ collectionProgress }) => collectionProgress.seq,
      onEvent: ({ collectionProgress: { kind, progress } }) => {
        view.show('collecting rollouts', progress.done, progress.total);
        isComplete = progress.done === progress.total;
        return kind === 'ENDED';
      },
    });
  } finally {
    view.end(isComplete);
  }
}

async function readCollection(client: ApiClient, id: string): Promise<CollectionView> {
  return requireFound((await client.query(READ_COLLECTION_GROUPS, { id })).collection);
}

function formatCollection({ id, progress, groups }: CollectionView): string {
  const { done, total, scored, passed, passRate, passRateLow, passRateHigh, cost } = progress;
  const { infrastructureFailures, simulatorFailures, timeouts } = progress;
  const share = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  return [
    `collection ${id}: ${done} of ${total} rollouts, ${scored} SCORED, ${passed} passed`,
    `pass rate ${share(passRate)} (95 %: ${share(passRateLow)} to ${share(passRateHigh)}, rollouts taken for independent)`,
    `not scored: ${infrastructureFailures} infrastructure, ${simulatorFailures} simulator, ${timeouts} deadline`,
    `groups: ${groups.complete} of ${groups.groups} complete, ${groups.missing} rollouts missing`,
    ...(cost === null ? [] : [`cost: $${cost.toFixed(4)}`]),
    '',
  ].join('\n');
}

function parseWhole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('not a whole number.');
}
