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
 * A conversation in the form in which it is stored. Its identity is its place in the collection, so that each place is
 * filled only once, even if it is played again. Its content hash covers everything except durations and the ids of this
 * database.
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

/** For a conversation that could not be scored, the end reason explains why. */
function describeEnd({ rollout, failure }: PlayedConversation): RecordedRollout {
  if (failure === null) return rollout;
  return {
    ...rollout,
    endReason: `${rollout.endReason ?? 'failed'}: ${failure.message}`.slice(0, TEXTS.recordedWord.max),
  };
}

/** Members keep the order in which this program creates them: sorting took a fifth of the time of a quick rollout. */
function hashContent(rollout: RecordedRollout): string {
  const turns = rollout.turns.map((turn) => ({ ...turn, latencyMs: null }));
  return sha256(JSON.stringify({ ...rollout, turns }));
}

/**
 * A model's output or its server's token counts can exceed what a row can hold. A rollout that cannot be written would
 * block the other rollouts of its shard.
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

/** Token counts with an impossible sum are treated as unknown. */
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
