import type { RecordedRollout, RecordedTurn } from '../../domain/trajectory';
import type { IngestRow } from '../../services/rollouts/ingest-row';
import type { RolloutInput, TurnInput } from './ingest-rollouts.input';
import { sha256 } from '../../sha256';

/** A row of `ingestRollouts` as the service takes it. Absent members and null are equivalent. */
export function toIngestRow(input: RolloutInput, row: number): IngestRow {
  const rollout: RecordedRollout = {
    task: {
      externalId: input.task.externalId,
      instruction: input.task.instruction ?? '',
      goldenActions: (input.task.goldenActions ?? []).map((action) => ({
        name: action.name,
        arguments: action.arguments,
      })),
      expectedOutputs: input.task.expectedOutputs ?? [],
    },
    trial: input.trial,
    outcomeClass: input.outcomeClass,
    reward: input.reward ?? null,
    endReason: input.endReason ?? null,
    isTruncated: input.isTruncated,
    openingMessage: input.openingMessage ?? null,
    turns: input.turns.map(toTurn),
    seed: input.seed ?? null,
  };
  return {
    row,
    clientId: input.clientId ?? null,
    policyName: input.policyName,
    simulatorName: input.simulatorName,
    simulatorVersion: input.simulatorVersion ?? 'unknown',
    rollout,
    // Members keep the order written above, so that equal rows have equal texts however the client ordered them.
    contentHash: sha256(JSON.stringify(rollout)),
    isTaskDescribed: (input.task.instruction ?? null) !== null,
  };
}

function toTurn(input: TurnInput): RecordedTurn {
  return {
    message: input.message ?? null,
    toolCalls: (input.toolCalls ?? []).map((call) => ({
      name: call.name,
      arguments: call.arguments,
      result: call.result ?? null,
      isError: call.isError ?? null,
    })),
    userMessage: input.userMessage ?? null,
    inputTokens: input.inputTokens ?? null,
    outputTokens: input.outputTokens ?? null,
    latencyMs: input.latencyMs ?? null,
  };
}
