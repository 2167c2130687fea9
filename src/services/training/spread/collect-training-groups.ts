import { CancelledError, InvalidInputError } from '../../../errors';
import { createScriptedUser } from '../../../simulators/scripted-user';
import type { GroupRequest } from '../../../training/collect-groups';
import { encodeGroups } from '../../../training/groups-file';
import type { Stage } from '../../../training/stage';
import { type JobContext, saveWhileHeld, type SaveResult } from '../../jobs/job-context';
import { requirePlayable } from '../../tasks/load-task-set';
import { readPlayableTask } from '../../tasks/playable-task-rows';
import { environmentFormat } from '../../worlds/stored-environment';
import { collectWith, signalForMany } from '../open-training';
import { ownedFile, readOwnedFile } from './owned-file';
import type { TrainingGroupsPayload } from './training-groups-payload';

const PHASE = 'playing groups of a training run';

type Payload = TrainingGroupsPayload;

/**
 * Plays groups for a learner on another worker, with the learner's policy file, tasks and seeds, so that the results
 * are the same as on the learner's worker. The result is a file, whose name is stored before the file is written.
 *
 * @throws CancelledError if the learner no longer waits for the groups
 * @throws NotFoundError if the policy file no longer exists, because the learner has moved on
 */
export async function collectTrainingGroups(context: JobContext, payload: Payload): Promise<SaveResult> {
  const { files, tenantId, signal } = context;
  const { shardId, groups, modelHash } = payload;
  await beginAnew(context, shardId);
  context.reportProgress(PHASE, 0, groups.length);
  const { stage, tasks } = await openTasks(context, payload);
  const { bytes: model } = await readOwnedFile(files, tenantId, modelHash);
  const collected = await collectWith(model, stage, requestOf(payload, { tasks, signal: signalForMany(signal) }));
  const result = ownedFile({ ownerId: shardId, bytes: await encodeGroups(collected) });
  await saveWhileHeld(context, async (stores) => {
    if (!(await stores.trainingShards.announce(shardId, result.hash))) throw unwanted(shardId);
  });
  signal.throwIfAborted();
  await files.put(tenantId, result);
  context.reportProgress(PHASE, groups.length, groups.length);
  return async (stores) => {
    await stores.trainingShards.deliver(shardId);
  };
}

/** An earlier attempt may have left a file. Its name differs, because the durations of conversations differ. */
async function beginAnew({ database, tenantId, files }: JobContext, shardId: string): Promise<void> {
  const { state, resultHash } = await database.inTenant(tenantId, (stores) => stores.trainingShards.get(shardId));
  if (state !== 'WAITING') throw unwanted(shardId);
  if (resultHash !== null) await files.delete(tenantId, resultHash);
}

function unwanted(shardId: string): CancelledError {
  return new CancelledError(`no learner waits for training shard ${shardId} any more`);
}

type OpenedTasks = { readonly stage: Stage; readonly tasks: GroupRequest['tasks'] };

/** @throws InvalidInputError for a task that the organization does not have, or if its world cannot be opened here */
async function openTasks({ database, tenantId, environments }: JobContext, payload: Payload): Promise<OpenedTasks> {
  const ids = payload.groups.map(({ taskId }) => taskId);
  const { rows, taskSet } = await database.inTenant(tenantId, async (stores) => {
    const rows = await stores.taskSets.findTasksById(ids);
    if (rows.length === 0) throw new InvalidInputError('the tasks of the training run no longer exist');
    // All tasks of an update belong to the same set.
    return { rows, taskSet: await stores.taskSets.get(rows[0]!.taskSetId) };
  });
  requirePlayable(taskSet);
  const stored = environmentFormat.read(taskSet.environmentJson!, taskSet.id);
  const stage = { ...(await environments.open(stored)), simulator: createScriptedUser() };
  const taskOf = new Map(rows.map((row) => [row.id, readPlayableTask(row)]));
  const tasks = ids.map((id) => {
    const task = taskOf.get(id) ?? null;
    if (task === null) throw new InvalidInputError(`task ${id} of the training run cannot be played`);
    return task;
  });
  return { stage, tasks };
}

function requestOf(
  { groups, temperature, maxTurns, deadlineMs }: Payload,
  { tasks, signal }: Pick<GroupRequest, 'tasks' | 'signal'>,
): GroupRequest {
  const rolloutsPerGroup = groups[0]!.seeds.length;
  const seedOf = (group: number, rank: number): number => {
    const seed = groups[group]?.seeds[rank];
    if (seed === undefined) throw new InvalidInputError(`group ${group} has no seed for rollout ${rank}`);
    return seed;
  };
  return { tasks, rolloutsPerGroup, seedOf, temperature, maxTurns, deadlineMs, signal };
}
