import { randomUUID } from 'node:crypto';
import type { RecordedRollout } from '../../domain/trajectory';
import { InvalidInputError } from '../../errors';
import type { ApiClient } from '../api-client';
import { ensureExperiment } from '../ensure-experiment';
import type { VariablesOf } from '../queries/operation';
import { COUNT_ROLLOUTS, INGEST_ROLLOUTS } from '../queries/operations.generated';

/** Names of the players, stored with the rollout. */
export type ChatPlayers = {
  readonly policyName: string;
  readonly simulatorName: string;
  readonly simulatorVersion: string;
};

/** An experiment on a server that receives played conversations. */
export type ChatRecorder = {
  /** Number of the task's rollouts in the experiment, used as the next trial. */
  readonly trial: number;
  /** @returns the rollout's id */
  record(rollout: RecordedRollout, players: ChatPlayers): Promise<string>;
};

/** Opens the experiment, creating it if missing. Runs before the conversation, so that errors appear early. */
export async function openChatRecorder(
  client: ApiClient,
  experiment: string,
  taskExternalId: string,
): Promise<ChatRecorder> {
  const experimentId = await ensureExperiment(client, experiment);
  const counted = await client.query(COUNT_ROLLOUTS, { experimentId, taskExternalId });
  return {
    trial: counted.rollouts.totalCount,
    record: async (rollout, players) => {
      const row = { clientId: randomUUID(), ...players, ...toRow(rollout) };
      const { ingestRollouts } = await client.query(INGEST_ROLLOUTS, { input: { experimentId, rows: [row] } });
      const verdict = ingestRollouts.verdicts[0];
      if (verdict?.status === 'ACCEPTED' && verdict.rolloutId !== null) return verdict.rolloutId;
      throw new InvalidInputError(`the rollout was not stored: ${verdict?.field ?? ''}: ${verdict?.message ?? ''}`);
    },
  };
}

type IngestedRow = VariablesOf<typeof INGEST_ROLLOUTS>['input']['rows'][number];

/** Fields of `RolloutInput`; tasks and turns have more fields than are sent. */
function toRow(rollout: RecordedRollout): Omit<IngestedRow, 'clientId' | keyof ChatPlayers> {
  const { task, trial, outcomeClass, reward, endReason, isTruncated, openingMessage, turns, seed } = rollout;
  const { externalId, instruction, expectedOutputs, goldenActions } = task;
  return {
    task: {
      externalId,
      instruction,
      expectedOutputs,
      goldenActions: goldenActions.map(({ name, arguments: text }) => ({ name, arguments: text })),
    },
    trial,
    outcomeClass,
    reward,
    endReason,
    isTruncated,
    openingMessage,
    seed,
    turns: turns.map(({ message, userMessage, inputTokens, outputTokens, latencyMs, toolCalls }) => ({
      message,
      userMessage,
      inputTokens,
      outputTokens,
      latencyMs,
      toolCalls,
    })),
  };
}
