import type { OutcomeClass, RecordedRollout } from '../../../src/domain/trajectory';
import type { IngestRow } from '../../../src/services/rollouts/ingest-row';

/** A rollout of two turns: a call of the golden action, then words. */
export function sampleRollout(task: string, trial: number, outcomeClass: OutcomeClass = 'SCORED'): RecordedRollout {
  return {
    task: {
      externalId: task,
      instruction: `Book flight ${task}.`,
      goldenActions: [{ name: 'book_reservation', arguments: '{"flight":  "HAT1", "price": 1e2}' }],
      expectedOutputs: ['booked'],
    },
    trial,
    outcomeClass,
    reward: outcomeClass === 'SCORED' ? trial % 2 : null,
    endReason: 'user_stop',
    isTruncated: false,
    openingMessage: 'I want to fly.',
    seed: '18446744073709551615',
    turns: [
      {
        message: null,
        toolCalls: [
          { name: 'book_reservation', arguments: '{"flight":  "HAT1", "price": 1e2}', result: 'ok', isError: null },
        ],
        userMessage: null,
        inputTokens: 10,
        outputTokens: 5,
        latencyMs: 1.5,
      },
      {
        message: 'It is booked.',
        toolCalls: [],
        userMessage: 'Thanks.',
        inputTokens: null,
        outputTokens: null,
        latencyMs: null,
      },
    ],
  };
}

/** Rows of `tasks` x `trials` rollouts, each with a client id. */
export function sampleRows(tasks: readonly string[], trials: number): IngestRow[] {
  return tasks.flatMap((task, taskIndex) =>
    Array.from({ length: trials }, (_, trial) => ({
      row: taskIndex * trials + trial,
      clientId: `${task}/${trial}`,
      policyName: 'gpt-4o',
      simulatorName: 'llm-user',
      simulatorVersion: '1',
      rollout: sampleRollout(task, trial),
      contentHash: '0'.repeat(64),
      isTaskDescribed: true,
    })),
  );
}
