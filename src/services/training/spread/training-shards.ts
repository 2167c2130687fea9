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

/** What the learner's job lends. */
export type ShardContext = Pick<JobContext, 'database' | 'tenantId' | 'claim' | 'files' | 'endAbandoned'>;

/** What groups are played for; both are played the same way. */
export type GroupPurpose = 'TRAINING' | 'VALIDATION';

/** A part that was handed out. */
export type OpenShard = GroupPart & { readonly id: string; readonly jobRunId: string };

/** What the shards of one update have in common. */
export type ShardWork = {
  /** Updates that the policy has behind it. */
  readonly step: number;
  readonly purpose: GroupPurpose;
  readonly modelHash: string;
};

/** The shards of one training run in rows and files, as one attempt at it sees them. */
export class TrainingShards {
  /** Before the policies of this attempt, so that no other attempt or run shares their files. */
  private readonly attemptId = randomUUID();
  private kept: { readonly model: Uint8Array; readonly hash: string } | null = null;

  constructor(
    private readonly context: ShardContext,
    private readonly trainingRunId: string,
  ) {}

  /** Whether there is a live worker beside the one that learns. */
  async hasOtherWorkers(): Promise<boolean> {
    const { claim } = this.context;
    return this.inUnit(async (stores) => {
      const { workerName } = await stores.jobRuns.get(claim.jobRunId);
      // One live worker may be this one: of two, one is another.
      return (await stores.workers.findLive(2)).some(({ name }) => name !== workerName);
    });
  }

  /** Puts the policy where the other workers find it, and removes the one before it with all that was played with it. */
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
   * Hands parts out: their jobs run once this returns.
   *
   * @throws CancelledError when the learner's claim is lost
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

  /** Takes a shard back that nobody works at. @returns false when somebody does by now, or it is delivered */
  takeBack({ id, jobRunId }: OpenShard): Promise<boolean> {
    return this.inUnit(async (stores) => {
      if (!(await stores.trainingShards.lockIdle(jobRunId))) return false;
      await stores.jobRuns.requestCancel(jobRunId);
      const isTaken = await stores.trainingShards.giveUp(id);
      await this.context.endAbandoned(stores, jobRunId);
      return isTaken;
    });
  }

  /** Goes on without a shard; who works at it is told by the next heartbeat. @returns false when it was delivered before */
  giveUp({ id, jobRunId }: Pick<OpenShard, 'id' | 'jobRunId'>): Promise<boolean> {
    return this.inUnit(async (stores) => {
      // The job's row first, as its worker does.
      await stores.jobRuns.requestCancel(jobRunId);
      const isGivenUp = await stores.trainingShards.giveUp(id);
      await this.context.endAbandoned(stores, jobRunId);
      return isGivenUp;
    });
  }

  /**
   * What a delivered shard brought; its file is gone afterwards.
   *
   * @throws NotFoundError, UnavailableError when its file cannot be had whole
   * @throws InvalidInputError, LimitExceededError when it holds something else than was asked for
   */
  async take(shard: OpenShard, resultHash: string): Promise<CollectedGroup[]> {
    const { files, tenantId } = this.context;
    const { ownerId, bytes } = await readOwnedFile(files, tenantId, resultHash);
    if (ownerId !== shard.id) throw new InvalidInputError(`the file of training shard ${shard.id} is of ${ownerId}`);
    const groups = await decodeGroups(bytes);
    checkGroups(shard, groups);
    await files.delete(tenantId, resultHash);
    return groups;
  }

  /** Ends what is open and removes policy and results. What is still being written is removed when the run goes on. */
  async close(): Promise<void> {
    if (this.kept !== null) await this.context.files.delete(this.context.tenantId, this.kept.hash);
    this.kept = null;
    await this.removeOthers(null);
  }

  /** Also what an attempt left behind whose worker was lost. */
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

/** Tasks that a service loaded know their row. */
function idOf(task: PlayableTask | LoadedTask): string {
  if ('id' in task) return task.id;
  throw new Error(`task ${task.task.externalId} has no row: only tasks of a set can be played elsewhere`);
}

/** @throws InvalidInputError unless they are the groups that were asked for, each rollout of its task and seed */
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
  if (!isRight) throw new InvalidInputError(`the file of training shard ${id} holds other groups than were asked for`);
}
