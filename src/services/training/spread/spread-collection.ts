import { CancelledError, TurnwiseError, UnavailableError } from '../../../errors';
import { WakeSignal } from '../../../events/wake-signal';
import type { TrainingShardStanding } from '../../../persistence/stores/training/training-shard-store';
import type { CollectedGroup } from '../../../training/collected-rollout';
import type { GroupRequest } from '../../../training/collect-groups';
import { splitGroups } from './split-groups';
import { type GroupPurpose, type OpenShard, type ShardContext, TrainingShards } from './training-shards';

/** How the groups of an update are spread over the worker pool. */
export type SpreadSettings = {
  /** Number of parts offered to other workers, at least 1. The learner plays one more part of the same size. */
  readonly shards: number;
  /**
   * Max time in ms from the offer for which an update waits for these parts; then it continues with what has arrived.
   */
  readonly deadlineMs: number;
  /**
   * Min share of an update's groups needed to continue, above 0 and at most 1. Below it, the learner plays the missing
   * groups.
   */
  readonly quorum: number;
};

/** Groups that other workers did not deliver in time. */
export type MissingGroups = {
  readonly step: number;
  readonly purpose: GroupPurpose;
  /** Of the update. */
  readonly groups: number;
  readonly missing: number;
  /** How they were handled: skipped, or played by the learner. */
  readonly outcome: 'LEFT_OUT' | 'PLAYED_HERE';
  readonly shards: readonly LostShard[];
};

export type LostShard = {
  readonly jobRunId: string;
  readonly groups: number;
  /** The worker that held it last; null if none did. */
  readonly workerName: string | null;
  readonly reason: string;
};

/** A request to collect groups. */
export type SpreadRequest = {
  readonly model: Uint8Array;
  /** The tasks come from `loadTaskSet` and belong to a single task set. */
  readonly request: GroupRequest;
  /** Number of updates that the policy has gone through. */
  readonly step: number;
  readonly purpose: GroupPurpose;
  /** Plays groups on this worker. */
  readonly playLocally: (request: GroupRequest) => Promise<readonly CollectedGroup[]>;
};

export type SpreadCollection = {
  /**
   * Collects groups with the help of other workers. If no other worker is alive, all groups are played here.
   *
   * @returns the groups in order, without the skipped ones
   * @throws the reason of the request's signal if it is aborted; offered parts are cancelled
   * @throws CancelledError if the learner's claim is lost
   */
  collect(wanted: SpreadRequest): Promise<readonly CollectedGroup[]>;
  /** Deletes the files of the last update. */
  close(): Promise<void>;
};

export type SpreadOptions = {
  readonly context: ShardContext;
  readonly trainingRunId: string;
  readonly settings: SpreadSettings;
  /** Called for each update that did not receive all the groups it asked for. */
  readonly onMissing: (missing: MissingGroups) => void;
};

/** Time in ms after which an untaken shard can be played by the learner, once it has nothing else to do. */
const PATIENCE_MS = 250;
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 200;

/**
 * Spreads the groups of updates over the worker pool. The learner plays its own share first, then the shards that no
 * other worker has taken, and waits only for shards being played, up to the deadline. So a pool of one worker plays
 * everything, and a lost worker costs at most its share. The same request gives the same groups wherever they are
 * played (on the same kind of processor).
 */
export function createSpreadCollection({ context, trainingRunId, ...options }: SpreadOptions): SpreadCollection {
  const shards = new TrainingShards(context, trainingRunId);
  return {
    collect: async (wanted) => {
      const [own, ...parts] = splitGroups(wanted.request, options.settings.shards + 1);
      if (parts.length === 0 || !(await shards.hasOtherWorkers())) return wanted.playLocally(wanted.request);
      const modelHash = await shards.keepModel(wanted.model);
      const { step, purpose } = wanted;
      const round = new Round(shards, await shards.open(parts, { step, purpose, modelHash }), { ...options, wanted });
      return round.play(own!.request);
    },
    close: () => shards.close(),
  };
}

type RoundOptions = Pick<SpreadOptions, 'settings' | 'onMissing'> & { readonly wanted: SpreadRequest };

/** One collection with outstanding shards. */
class Round {
  private readonly offeredAt = performance.now();
  /** Results so far, by the index of their first group. */
  private readonly played = new Map<number, readonly CollectedGroup[]>();
  private readonly lost: { readonly shard: OpenShard; readonly workerName: string | null; readonly reason: string }[] =
    [];
  private open: readonly OpenShard[];

  constructor(
    private readonly shards: TrainingShards,
    offered: readonly OpenShard[],
    private readonly options: RoundOptions,
  ) {
    this.open = offered;
  }

  async play(own: GroupRequest): Promise<readonly CollectedGroup[]> {
    const { wanted } = this.options;
    try {
      this.played.set(0, await wanted.playLocally(own));
      await this.gather();
      await this.settleMissing();
      return [...this.played].sort(([left], [right]) => left - right).flatMap(([, groups]) => groups);
    } catch (error) {
      // Shards that cannot be given up now are given up by the next attempt at the run.
      for (const shard of this.open) await this.shards.giveUp(shard).catch(() => undefined);
      throw error;
    }
  }

  /** Receives results and plays untaken shards until no shard is open or the deadline has passed. */
  private async gather(): Promise<void> {
    const { settings, wanted } = this.options;
    const { signal } = wanted.request;
    for (let pauseMs = SHORTEST_PAUSE_MS; this.open.length > 0; pauseMs = Math.min(1.5 * pauseMs, LONGEST_PAUSE_MS)) {
      signal.throwIfAborted();
      const waitedMs = performance.now() - this.offeredAt;
      const isLate = waitedMs >= settings.deadlineMs;
      const standings = await this.look(isLate);
      for (const standing of standings) await this.settle(standing);
      if (isLate) return this.giveUpOpen(standings);
      if (waitedMs >= Math.min(PATIENCE_MS, settings.deadlineMs / 2) && (await this.playIdle(standings))) continue;
      if (this.open.length > 0) await new WakeSignal().wait(Math.min(pauseMs, settings.deadlineMs - waitedMs), signal);
    }
  }

  /** States of the open shards; empty while the database is unreachable and time is left. */
  private async look(isLate: boolean): Promise<readonly TrainingShardStanding[]> {
    try {
      return await this.shards.look(this.open);
    } catch (error) {
      if (error instanceof UnavailableError && !isLate) return [];
      throw error;
    }
  }

  /** Receives a delivered shard, or records one that will never be delivered. */
  private async settle({ id, state, resultHash, jobState, workerName, errorMessage }: TrainingShardStanding) {
    const shard = this.open.find((open) => open.id === id);
    if (shard === undefined) return;
    if (state === 'DELIVERED' && resultHash !== null) await this.take(shard, resultHash, workerName);
    else if (jobState === 'FAILED' || jobState === 'CANCELLED') {
      this.lose(shard, workerName, errorMessage ?? `its job is ${jobState}`);
      await this.shards.giveUp(shard);
    }
  }

  private async take(shard: OpenShard, resultHash: string, workerName: string | null): Promise<void> {
    try {
      this.played.set(shard.firstGroup, await this.shards.take(shard, resultHash));
      this.closeShard(shard);
    } catch (error) {
      if (!(error instanceof TurnwiseError) || error instanceof CancelledError) throw error;
      this.lose(shard, workerName, error.message);
    }
  }

  /** Plays the last shard that no worker holds. @returns false if there is none */
  private async playIdle(standings: readonly TrainingShardStanding[]): Promise<boolean> {
    const idle = new Set(standings.filter(({ isIdle }) => isIdle).map(({ id }) => id));
    const shard = this.open.findLast(({ id }) => idle.has(id));
    if (shard === undefined || !(await this.shards.takeBack(shard))) return false;
    this.closeShard(shard);
    this.played.set(shard.firstGroup, await this.options.wanted.playLocally(shard.request));
    return true;
  }

  private async giveUpOpen(standings: readonly TrainingShardStanding[]): Promise<void> {
    const { deadlineMs } = this.options.settings;
    for (const shard of this.open) {
      const before = standings.find(({ id }) => id === shard.id);
      if (await this.shards.giveUp(shard)) {
        const verb = before?.isIdle === true ? 'begun' : 'done';
        this.lose(shard, before?.workerName ?? null, `it was not ${verb} within ${deadlineMs} ms`);
        continue;
      }
      // Delivered since the last poll.
      for (const standing of await this.shards.look([shard])) await this.settle(standing);
      if (this.open.includes(shard)) this.lose(shard, null, 'its row no longer exists');
    }
  }

  /** Skips the missing groups if the quorum is reached, else plays them here. */
  private async settleMissing(): Promise<void> {
    if (this.lost.length === 0) return;
    const { settings, wanted, onMissing } = this.options;
    const groups = wanted.request.tasks.length;
    const missing = this.lost.reduce((sum, { shard }) => sum + shard.request.tasks.length, 0);
    // A validation compares policies on the same tasks, so no group can be skipped.
    const quorum = wanted.purpose === 'VALIDATION' ? 1 : settings.quorum;
    // 0.55 of 100 groups is 55.00000000000001 in binary.
    const isQuorate = groups - missing >= quorum * groups - 1e-9;
    const outcome = isQuorate ? 'LEFT_OUT' : 'PLAYED_HERE';
    if (outcome === 'PLAYED_HERE') {
      for (const { shard } of this.lost) {
        this.played.set(shard.firstGroup, await wanted.playLocally(shard.request));
      }
    }
    const shards = this.lost.map(({ shard, workerName, reason }) => {
      return { jobRunId: shard.jobRunId, groups: shard.request.tasks.length, workerName, reason };
    });
    onMissing({ step: wanted.step, purpose: wanted.purpose, groups, missing, outcome, shards });
  }

  private lose(shard: OpenShard, workerName: string | null, reason: string): void {
    this.lost.push({ shard, workerName, reason });
    this.closeShard(shard);
  }

  private closeShard(shard: OpenShard): void {
    this.open = this.open.filter(({ id }) => id !== shard.id);
  }
}
