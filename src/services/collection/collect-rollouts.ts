import { deriveSeed } from '../../conversation/derive-seed';
import { playConversation } from '../../conversation/play-conversation';
import type { PlayedConversation } from '../../conversation/play-settings';
import type { PlayablePolicy } from '../../conversation/policy';
import { totalUsage } from '../../conversation/total-usage';
import type { PlayableUserSimulator } from '../../conversation/user-simulator';
import { toCollectedRollout, type Slot } from './collected-rollout';
import { loadShard, type LoadedShard } from './collection-shard';
import { conversationIdOf } from '../conversation/conversation-id';
import { type JobContext, saveWhileHeld, type SaveResult } from '../jobs/job-context';
import { openPolicy } from '../players/open-policy';
import { openSimulator } from '../players/open-simulator';
import { RolloutSink } from './rollout-sink';
import { runSlots } from './run-slots';
import { type ConversationWatch, openConversationWatch } from '../conversation/watch-conversation';
import { writeCollected } from './write-collected';

const PHASE = 'collecting rollouts';

/**
 * Runs one shard of a collection: plays the missing rollouts, up to `concurrency` at a time, and stores each soon after
 * it ends. A restarted shard plays only what is still missing.
 *
 * @returns a function that saves the rollouts that are not stored yet
 * @throws InvalidInputError if the world, the policy or the simulator cannot be opened
 */
export async function collectRollouts(
  context: JobContext,
  payload: { readonly collectionId: string; readonly shardIndex: number },
): Promise<SaveResult> {
  const shard = await loadShard(context, payload);
  const players = await openPlayers(context, shard);
  try {
    return await playShard(context, shard, players);
  } finally {
    await players.close();
  }
}

type Players = {
  readonly policy: PlayablePolicy;
  readonly simulator: PlayableUserSimulator;
  readonly close: () => Promise<void>;
};

async function openPlayers(context: JobContext, shard: LoadedShard): Promise<Players> {
  const { collection, brief, tasks } = shard;
  const place = {
    database: context.database,
    tenantId: context.tenantId,
    endpoints: context.endpoints,
    files: context.files,
    experimentId: collection.experimentId,
    collectionId: collection.id,
    version: brief.version,
    tasks,
    askInUnit: <Result>(work: Parameters<typeof saveWhileHeld<Result>>[1]) => saveWhileHeld(context, work),
  };
  const policy = await openPolicy(shard.policySpec, place);
  try {
    const simulator = await openSimulator({ spec: shard.simulatorSpec, version: shard.simulatorVersion }, place);
    return {
      policy: policy.player,
      simulator: simulator.player,
      close: async () => {
        await simulator.close();
        await policy.close();
      },
    };
  } catch (error) {
    await policy.close();
    throw error;
  }
}

async function playShard(context: JobContext, shard: LoadedShard, players: Players): Promise<SaveResult> {
  const { collection, settings, missing, slotCount } = shard;
  const failure = new AbortController();
  const signal = AbortSignal.any([context.signal, failure.signal]);
  const sink = new RolloutSink({
    write: (batch) => saveWhileHeld(context, (stores) => writeCollected(stores, collection, batch)),
    onFailure: (error) => {
      failure.abort(error);
    },
  });
  let done = slotCount - missing.length;
  context.reportProgress(PHASE, done, slotCount);
  try {
    await runSlots({ slots: missing, concurrency: settings.concurrency, signal }, async (slot, slotSignal) => {
      const watch = settings.isWatchable ? openWatch(context, shard, slot) : null;
      try {
        const played = await playSlot({ shard, players, slot, signal: slotSignal, watch });
        await watch?.stop();
        sink.add({
          rollout: toCollectedRollout(collection, slot, played),
          ...(watch !== null && { afterWrite: (stores, rolloutId) => watch.writeEnd(stores, rolloutId) }),
        });
      } finally {
        await watch?.stop();
      }
      done += 1;
      context.reportProgress(PHASE, done, slotCount);
    });
  } catch (error) {
    // Store what was played if possible, so that the next attempt at the shard need not play it again.
    const rest = await sink.close();
    if (!failure.signal.aborted) {
      await saveWhileHeld(context, (stores) => writeCollected(stores, collection, rest)).catch(() => undefined);
    }
    throw error;
  }
  const rest = await sink.close();
  return (stores) => writeCollected(stores, collection, rest);
}

function openWatch(context: JobContext, { collection }: LoadedShard, { task, trial }: Slot): ConversationWatch {
  const place = { collectionId: collection.id, taskExternalId: task.task.externalId, trial };
  return openConversationWatch({
    inUnit: (work) => saveWhileHeld(context, work),
    experimentId: collection.experimentId,
    conversationId: conversationIdOf(place),
    // Live events are not part of the rollout: events that could not be written are written with the next batch, or
    // dropped.
    onError: () => undefined,
  });
}

type SlotPlay = {
  readonly shard: LoadedShard;
  readonly players: Players;
  readonly slot: Slot;
  readonly signal: AbortSignal;
  readonly watch: ConversationWatch | null;
};

/**
 * Plays one rollout until it is SCORED or its retries are used up, always with the same seed. The last play counts; its
 * usage is the sum over all plays, because all of them were paid for.
 */
async function playSlot({ shard, players, slot, signal, watch }: SlotPlay): Promise<PlayedConversation> {
  const { environment, brief, settings } = shard;
  const { policy, simulator } = players;
  const { deadlineMs, maxTurns } = settings;
  const { task, trial } = slot;
  const seed = deriveSeed(settings.seed, task.task.externalId, trial);
  const plays: PlayedConversation[] = [];
  for (let retriesLeft = settings.retriesPerRollout; ; retriesLeft -= 1) {
    const played = await playConversation({
      environment,
      brief,
      task,
      trial,
      policy,
      simulator,
      seed,
      maxTurns,
      deadlineMs,
      signal,
      ...(watch !== null && { onUtterance: watch.onUtterance }),
    });
    plays.push(played);
    if (played.failure === null || retriesLeft <= 0) {
      return {
        ...played,
        agentUsage: totalUsage(plays.map(({ agentUsage }) => agentUsage)),
        simulatorUsage: totalUsage(plays.map(({ simulatorUsage }) => simulatorUsage)),
      };
    }
    watch?.playAnew();
  }
}
