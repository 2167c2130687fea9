import type { PlayedConversation } from '../../conversation/play-settings';
import type { RecordedRollout, RecordedTurn } from '../../domain/trajectory';
import type { Collection } from '../../model/collection/collection.model';
import type { NewRollout } from '../../persistence/stores/rollouts/rollout-writer';
import { TEXTS, toStorableText } from '../../stored-text';
import { ROLLOUT_LIMITS } from '../rollouts/find-rollout-problem';
import type { LoadedTask } from '../tasks/load-task-set';
import { toNewRollout } from '../rollouts/new-rollout';
import { sha256 } from '../../sha256';

/** The place of a rollout in its collection. */
export type Slot = { readonly task: LoadedTask; readonly trial: number };

/**
 * A conversation as it is stored. Its identity is its place in the collection, so that a place is filled once, whoever plays it
 * again; its content hash is over everything but the time that it took and the ids of this database.
 */
export function toCollectedRollout(
  { id, experimentId, policyId, userSimulatorId }: Collection,
  { task, trial }: Slot,
  played: PlayedConversation,
): NewRollout {
  const { agentUsage, simulatorUsage } = played;
  const rollout = toStorable(describeEnd(played));
  return toNewRollout(rollout, {
    experimentId,
    taskId: task.id,
    policyId,
    userSimulatorId,
    identity: `collection:${id}:${task.id}:${trial}`,
    clientId: null,
    contentHash: hashContent(rollout),
    collected: {
      collectionId: id,
      agentCost: agentUsage.cost,
      simulatorCost: simulatorUsage.cost,
      simulatorInputTokens: possibleCount(simulatorUsage.inputTokens),
      simulatorOutputTokens: possibleCount(simulatorUsage.outputTokens),
    },
  });
}

/** Of a conversation that could not be scored, the end reason says why. */
function describeEnd({ rollout, failure }: PlayedConversation): RecordedRollout {
  if (failure === null) return rollout;
  return {
    ...rollout,
    endReason: `${rollout.endReason ?? 'failed'}: ${failure.message}`.slice(0, TEXTS.recordedWord.max),
  };
}

/** The members come in the order in which this program makes them: sorting them took a fifth of a quick rollout's time. */
function hashContent(rollout: RecordedRollout): string {
  const turns = rollout.turns.map((turn) => ({ ...turn, latencyMs: null }));
  return sha256(JSON.stringify({ ...rollout, turns }));
}

/**
 * What a model said, and what its server counted, can be such that no row takes it: a rollout that cannot be written would keep
 * the others of its shard from being written.
 */
function toStorable(rollout: RecordedRollout): RecordedRollout {
  return {
    ...rollout,
    endReason: toStorableText(rollout.endReason),
    openingMessage: toStorableText(rollout.openingMessage),
    turns: withPossibleCounts(rollout.turns).map((turn) => ({
      ...turn,
      message: toStorableText(turn.message),
      userMessage: toStorableText(turn.userMessage),
      toolCalls: turn.toolCalls.map((call) => ({
        ...call,
        name: toStorableText(call.name.slice(0, TEXTS.toolName.max)),
        arguments: toStorableText(call.arguments),
        result: toStorableText(call.result),
      })),
    })),
  };
}

/** Token counts whose sum no server can mean are unknown. */
function withPossibleCounts(turns: readonly RecordedTurn[]): readonly RecordedTurn[] {
  const isPossible = (count: 'inputTokens' | 'outputTokens'): boolean =>
    turns.reduce((sum, turn) => sum + (turn[count] ?? 0), 0) <= ROLLOUT_LIMITS.integer;
  const keeps = { inputTokens: isPossible('inputTokens'), outputTokens: isPossible('outputTokens') };
  return turns.map((turn) => ({
    ...turn,
    inputTokens: keeps.inputTokens ? turn.inputTokens : null,
    outputTokens: keeps.outputTokens ? turn.outputTokens : null,
  }));
}

function possibleCount(count: number | null): number | null {
  return count !== null && count <= ROLLOUT_LIMITS.integer ? count : null;
}
