import { randomUUID } from 'node:crypto';
import { InvalidInputError } from '../../errors';
import { collectionStream } from '../../events/streams';
import type { Collection } from '../../model/collection/collection.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { excerptOf } from '../../stored-text';
import { collectRolloutsJob } from './collect-rollouts.job';
import { collectionProgressFormat, readCollectionProgress } from './collection-progress';
import {
  COLLECTION_LIMITS,
  collectionSettingsFormat,
  type CollectionChoice,
  type CollectionSettings,
  parseCollectionChoice,
  resolveCollectionSettings,
} from './collection-settings';
import { runOnce } from '../jobs/idempotency';
import { startJob } from '../jobs/job-runs';
import { requirePlayable } from '../tasks/load-task-set';
import { readPlayableTask } from '../tasks/playable-task-rows';
import { requireRunnablePolicy, requireRunnableSimulator } from '../players/runnable-players';

export type StartCollectionCommand = {
  readonly experimentId: string;
  readonly taskSetId: string;
  readonly policyId: string;
  readonly userSimulatorId: string;
  readonly settings: CollectionChoice;
  readonly idempotencyKey: string | null;
};

/** Kind of event in a collection's stream: the collection was created. */
export const COLLECTION_STARTED_EVENT = 'COLLECTION_STARTED' as const;

/** Parts of a reward that can be computed from the conversation alone. */
const COMPUTABLE = ['DB', 'COMMUNICATE'];

/**
 * Stores a collection with all its settings, and a job for each of its shards, in one unit of work.
 *
 * @throws NotFoundError for an experiment, task set, policy or simulator that the organization does not have
 * @throws InvalidInputError for tasks, a policy or a simulator that cannot be played, or a setting out of range
 */
export async function startCollection(
  database: TenantDatabase,
  tenantId: string,
  input: StartCollectionCommand,
): Promise<Collection> {
  return database.inTenant(tenantId, (stores) => startCollectionIn(stores, input));
}

/** `startCollection` in the caller's unit of work. Call it last, because it locks the experiment's stream. */
export async function startCollectionIn(stores: TenantStores, input: StartCollectionCommand): Promise<Collection> {
  const { idempotencyKey, ...body } = input;
  await stores.experiments.get(input.experimentId);
  const call = { operation: 'startCollection', key: idempotencyKey, input: body };
  const { id } = await runOnce(stores, call, async () => ({ id: await createCollection(stores, input) }));
  return stores.collections.get(id);
}

async function createCollection(stores: TenantStores, input: StartCollectionCommand): Promise<string> {
  const { experimentId, taskSetId, policyId, userSimulatorId, settings: choice } = input;
  const policy = requireRunnablePolicy(await stores.players.getPolicy(policyId));
  const simulator = requireRunnableSimulator(await stores.players.getUserSimulator(userSimulatorId));
  const taskCount = await countTasks(stores, taskSetId, parseCollectionChoice(choice));
  const settings = resolveCollectionSettings(choice, {
    taskCount,
    replyTimeoutMs: simulator.kind === 'HUMAN' ? simulator.replyTimeoutMs : null,
    isQuick: policy.kind === 'SCRIPTED' && (simulator.kind === 'SCRIPTED' || simulator.kind === 'REPLAY'),
  });
  const { trials, quorum, rolloutsPerShard } = settings;
  const id = randomUUID();
  const settingsJson = collectionSettingsFormat.write(settings);
  const references = { experimentId, taskSetId, policyId, userSimulatorId };
  await stores.collections.create({ id, ...references, settingsJson, taskCount, trials, quorum });
  const total = taskCount * trials;
  for (let index = 0; index * rolloutsPerShard < total; index += 1) {
    const firstSlot = index * rolloutsPerShard;
    const slotCount = Math.min(rolloutsPerShard, total - firstSlot);
    const payload = { collectionId: id, shardIndex: index };
    const { id: jobRunId } = await startJob(stores, collectRolloutsJob, { experimentId, payload });
    await stores.collections.addShard({ collectionId: id, index, firstSlot, slotCount, jobRunId });
  }
  const progress = await readCollectionProgress(stores, await stores.collections.get(id));
  await stores.events.append(
    collectionStream(id),
    COLLECTION_STARTED_EVENT,
    collectionProgressFormat.withVersion(progress),
  );
  return id;
}

/** @throws InvalidInputError for no tasks or too many, or if the reward of one cannot be computed */
async function countTasks(
  stores: TenantStores,
  taskSetId: string,
  { split, families, taskLimit }: Pick<CollectionSettings, 'split' | 'families' | 'taskLimit'>,
): Promise<number> {
  const taskSet = await stores.taskSets.get(taskSetId);
  requirePlayable(taskSet);
  const rows = await stores.taskSets.findTasks(taskSetId, { split, families, limit: taskLimit });
  if (rows.length === 0) {
    const wanted = `split ${excerptOf(split ?? '(any)')} and family ${excerptOf(families?.join(' or ') ?? '(any)')}`;
    throw new InvalidInputError(
      `split, families: task set "${taskSet.name}" version ${taskSet.version} has no task of ${wanted}`,
    );
  }
  if (rows.length > COLLECTION_LIMITS.tasks) {
    throw new InvalidInputError(
      `taskLimit: ${rows.length} tasks were chosen; a collection has at most ${COLLECTION_LIMITS.tasks}`,
    );
  }
  for (const row of rows) {
    const judged = readPlayableTask(row)?.task.rewardBasis.find((part) => !COMPUTABLE.includes(part));
    if (judged === undefined) continue;
    throw new InvalidInputError(
      `task ${row.externalId}: its reward depends on ${judged}, which only a judge can decide`,
    );
  }
  return rows.length;
}
