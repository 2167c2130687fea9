import { type Command, Option } from 'commander';
import { COLLECTION_SETTINGS, TURN_PRESETS } from '../../services/collection/collection-settings';
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
import { settingOption } from '../setting-option';

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
    .description("have the server's workers play the tasks of a task set and store the rollouts")
    .requiredOption('--experiment <name>', 'experiment of the rollouts; created if missing')
    .requiredOption('--task-set <name>', 'task set; its newest version is played')
    .requiredOption(
      '--policy <name>',
      'policy; golden, golden:0.1 (error rate), random and look-up-only are created if missing',
    )
    .requiredOption('--simulator <name>', 'user simulator; scripted and human are created if missing')
    .addOption(settingOption('--trials <number>', COLLECTION_SETTINGS.trials).makeOptionMandatory())
    .addOption(settingOption('--split <name>', COLLECTION_SETTINGS.split))
    .addOption(settingOption('--family <name...>', COLLECTION_SETTINGS.families))
    .addOption(settingOption('--tasks <number>', COLLECTION_SETTINGS.taskLimit))
    .addOption(settingOption('--quorum <number>', COLLECTION_SETTINGS.quorum))
    .addOption(settingOption('--concurrency <number>', COLLECTION_SETTINGS.concurrency))
    .addOption(settingOption('--deadline-ms <number>', COLLECTION_SETTINGS.deadlineMs))
    .addOption(settingOption('--max-turns <number>', COLLECTION_SETTINGS.maxTurns))
    .addOption(new Option('--turn-preset <name>', 'turn limit of a benchmark').choices(Object.keys(TURN_PRESETS)))
    .addOption(settingOption('--seed <number>', COLLECTION_SETTINGS.seed))
    .addOption(settingOption('--retries <number>', COLLECTION_SETTINGS.retriesPerRollout))
    .addOption(settingOption('--watchable', COLLECTION_SETTINGS.isWatchable))
    .addOption(settingOption('--rollouts-per-shard <number>', COLLECTION_SETTINGS.rolloutsPerShard))
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

/** Shows a collection's progress until it ends. @throws UnavailableError if the server stops or stays unreachable */
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
    `pass rate ${share(passRate)} (95 %: ${share(passRateLow)} to ${share(passRateHigh)}, treating rollouts as independent)`,
    `not scored: ${infrastructureFailures} infrastructure, ${simulatorFailures} simulator, ${timeouts} deadline`,
    `groups: ${groups.complete} of ${groups.groups} complete, ${groups.missing} rollouts missing`,
    ...(cost === null ? [] : [`cost: $${cost.toFixed(4)}`]),
    '',
  ].join('\n');
}
