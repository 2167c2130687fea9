import { randomUUID } from 'node:crypto';
import type { PlayableTask } from '../../../conversation/playable-task';
import { InvalidInputError } from '../../../errors';
import type { TrainingShardStanding } from '../../../persistence/stores/training/training-shard-store';
import type { CollectedGroup } from '../../../training/collected-rollout';
import type { GroupRequest } from '../../../training/collect-groups';
import { decodeGroups } from '../../../training/groups-file';
import { type JobContext, saveWhileHeld } from '../../jobs/job-context';
import { startJob } from '../../jobs/job-runs';
import type { LoadedTask } from '../../tasks/load-task-set';
import { collectTrainingGroupsJob } from './collect-training-groups.job';
import { ownedFile, readOwnedFile } from './owned-file';
import type { GroupPart } from './split-groups';

/** What the learner's job provides. */
export type ShardContext = Pick<JobContext, 'database' | 'tenantId' | 'claim' | 'files' | 'endAbandoned'>;

/** Purpose of the groups; both kinds are played in the same way. */
export type GroupPurpose = 'TRAINING' | 'VALIDATION';

/** A part offered to other workers. */
export type OpenShard = GroupPart & { readonly id: string; readonly jobRunId: string };

/** Data shared by the shards of one update. */
export type ShardWork = {
  /** Number of updates that the policy has gone through. */
  readonly step: number;
  readonly purpose: GroupPurpose;
  readonly modelHash: string;
};

/** The rows and files of the shards of one training run, for one attempt at the run. */
export class TrainingShards {
  /** Prefix of this attempt's policy files, so that no other attempt or run shares them. */
  private readonly attemptId = randomUUID();
  private kept: { readonly model: Uint8Array; readonly hash: string } | null = null;

  constructor(
    private readonly context: ShardContext,
    private readonly trainingRunId: string,
  ) {}

  /** True if another worker than the learner's is alive. */
  async hasOtherWorkers(): Promise<boolean> {
    const { claim } = this.context;
    return this.inUnit(async (stores) => {
      const { workerName } = await stores.jobRuns.get(claim.jobRunId);
      // A single live worker may be this one; with two, one must be another.
      return (await stores.workers.findLive(2)).some(({ name }) => name !== workerName);
    });
  }

  /** Publishes the policy for the other workers, and deletes the previous one with everything played with it. */
  async keepModel(model: Uint8Array): Promise<string> {
    if (this.kept?.model === model) return this.kept.hash;
    const { files, tenantId } = this.context;
    const content = ownedFile({ ownerId: this.attemptId, bytes: model });
    await files.put(tenantId, content);
    const before = this.kept;
    this.kept = { model, hash: content.hash };
    if (before !== null) await files.delete(tenantId, before.hash);
    await this.removeOthers(content.hash);
    return content.hash;
  }

  /**
   * Offers parts to other workers: their jobs can run once this returns.
   *
   * @throws CancelledError if the learner's claim is lost
   */
  open(parts: readonly GroupPart[], { step, purpose, modelHash }: ShardWork): Promise<OpenShard[]> {
    return saveWhileHeld(this.context, async (stores) => {
      const opened: OpenShard[] = [];
      for (const part of parts) {
        const id = randomUUID();
        const { temperature, maxTurns, deadlineMs } = part.request;
        const payload = {
          ...{ trainingRunId: this.trainingRunId, shardId: id, step, purpose, modelHash },
          ...{ groups: seedsOf(part.request), temperature, maxTurns, deadlineMs },
        };
        const { id: jobRunId } = await startJob(stores, collectTrainingGroupsJob, { experimentId: null, payload });
        const groupCount = part.request.tasks.length;
        const { trainingRunId } = this;
        await stores.trainingShards.create({ id, trainingRunId, jobRunId, step, groupCount, modelHash });
        opened.push({ ...part, id, jobRunId });
      }
      return opened;
    });
  }

  look(shards: readonly OpenShard[]): Promise<TrainingShardStanding[]> {
    return this.inUnit((stores) => stores.trainingShards.findStandings(shards.map(({ id }) => id)));
  }

  /** Takes back a shard that no worker holds. @returns false if a worker holds it by now, or it is delivered */
  takeBack({ id, jobRunId }: OpenShard): Promise<boolean> {
    return this.inUnit(async (stores) => {
      if (!(await stores.trainingShards.lockIdle(jobRunId))) return false;
      await stores.jobRuns.requestCancel(jobRunId);
      const isTaken = await stores.trainingShards.giveUp(id);
      await this.context.endAbandoned(stores, jobRunId);
      return isTaken;
    });
  }

  /**
   * Gives up a shard; the worker that holds it is told at its next heartbeat. @returns false if it was already
   * delivered
   */
  giveUp({ id, jobRunId }: Pick<OpenShard, 'id' | 'jobRunId'>): Promise<boolean> {
    return this.inUnit(async (stores) => {
      // Lock the job's row first, as its worker does.
      await stores.jobRuns.requestCancel(jobRunId);
      const isGivenUp = await stores.trainingShards.giveUp(id);
      await this.context.endAbandoned(stores, jobRunId);
      return isGivenUp;
    });
  }

  /**
   * Reads the result of a delivered shard and deletes its file.
   *
   * @throws NotFoundError, UnavailableError if its file cannot be read completely
   * @throws InvalidInputError, LimitExceededError if it does not hold the requested groups
   */
  async take(shard: OpenShard, resultHash: string): Promise<CollectedGroup[]> {
    const { files, tenantId } = this.context;
    const { ownerId, bytes } = await readOwnedFile(files, tenantId, resultHash);
    if (ownerId !== shard.id)
      throw new InvalidInputError(`the file of training shard ${shard.id} belongs to ${ownerId}`);
    const groups = await decodeGroups(bytes);
    checkGroups(shard, groups);
    await files.delete(tenantId, resultHash);
    return groups;
  }

  /**
   * Ends the open shards and deletes policy and results. Files still being written are deleted by the next attempt at
   * the run.
   */
  async close(): Promise<void> {
    if (this.kept !== null) await this.context.files.delete(this.context.tenantId, this.kept.hash);
    this.kept = null;
    await this.removeOthers(null);
  }

  /** Includes what an attempt left behind when its worker was lost. */
  private async removeOthers(modelHash: string | null): Promise<void> {
    const { files, tenantId } = this.context;
    const others = await this.inUnit((stores) => stores.trainingShards.findOthers(this.trainingRunId, modelHash));
    for (const shard of others) {
      if (shard.state === 'WAITING') await this.giveUp(shard);
      if (shard.modelHash !== modelHash) await files.delete(tenantId, shard.modelHash);
      if (shard.resultHash !== null) await files.delete(tenantId, shard.resultHash);
      await this.inUnit((stores) => stores.trainingShards.remove(shard.id, shard.resultHash));
    }
  }

  private inUnit<Result>(work: Parameters<typeof saveWhileHeld<Result>>[1]): Promise<Result> {
    return this.context.database.inTenant(this.context.tenantId, work);
  }
}

function seedsOf({ tasks, rolloutsPerGroup, seedOf }: GroupRequest) {
  return tasks.map((task, group) => ({
    taskId: idOf(task),
    seeds: Array.from({ length: rolloutsPerGroup }, (_, rank) => seedOf(group, rank)),
  }));
}

/** Tasks loaded by a service have the id of their row. */
function idOf(task: PlayableTask | LoadedTask): string {
  if ('id' in task) return task.id;
  throw new Error(`task ${task.task.externalId} has no row: only tasks of a task set can be played by other workers`);
}

/** @throws InvalidInputError unless these are the requested groups, with the right task and seed for each rollout */
function checkGroups({ id, request }: OpenShard, groups: readonly CollectedGroup[]): void {
  const { tasks, rolloutsPerGroup, seedOf } = request;
  const isRight =
    groups.length === tasks.length &&
    groups.every(
      (group, g) =>
        group.length === rolloutsPerGroup &&
        group.every(
          ({ rollout }, rank) =>
            rollout.task.externalId === tasks[g]!.task.externalId && rollout.seed === String(seedOf(g, rank)),
        ),
    );
  if (!isRight) throw new InvalidInputError(`the file of training shard ${id} does not hold the requested groups`);
}
