import { InvalidInputError } from '../../errors';
import type { RecordedRollout, RecordedTurn } from '../trajectory';

/** An element of a tau-bench result file, ready for `JSON.stringify`. */
export type TauBenchRow = {
  readonly task_id: number | string;
  readonly reward: number;
  readonly info: Readonly<Record<string, unknown>>;
  readonly traj: readonly Readonly<Record<string, unknown>>[];
  readonly trial: number;
};

/**
 * Converts a rollout to an element of a tau-bench (v1) result file; a list of them is such a file.
 *
 * @param rollout SCORED and not truncated. Lost: seed, tokens, latency, error flags, and how numbers in golden arguments were written
 * @returns the row, with `task_id` a number when the task's name is one
 * @throws InvalidInputError when the rollout has no reward, because the format cannot express that
 * @see tau-bench at commit 59a200c6, `EnvRunResult`
 */
export function toTauBenchRow(rollout: RecordedRollout): TauBenchRow {
  const { task, trial, reward } = rollout;
  if (reward === null) {
    throw new InvalidInputError(`trial ${trial} of task ${task.externalId} has no reward; tau-bench rows need one`);
  }
  const actions = task.goldenActions.map((action): unknown => ({
    name: action.name,
    kwargs: JSON.parse(action.arguments) as unknown,
  }));
  const opening = rollout.openingMessage === null ? [] : [{ role: 'user', content: rollout.openingMessage }];
  return {
    task_id: /^(0|[1-9]\d{0,14})$/.test(task.externalId) ? Number(task.externalId) : task.externalId,
    reward,
    info: {
      task: { user_id: null, actions, instruction: task.instruction, outputs: task.expectedOutputs },
      source: rollout.endReason,
      user_cost: null,
      reward_info: { reward, info: {}, actions: [] },
    },
    traj: [...opening, ...rollout.turns.flatMap(toMessages)],
    trial,
  };
}

function toMessages(turn: RecordedTurn, turnIndex: number): readonly Readonly<Record<string, unknown>>[] {
  const idOf = (callIndex: number): string => `call_${turnIndex}_${callIndex}`;
  const toolCalls = turn.toolCalls.map((call, index) => ({
    id: idOf(index),
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }));
  const assistant = { role: 'assistant', content: turn.message };
  const results = turn.toolCalls.flatMap((call, index) =>
    call.result === null ? [] : [{ role: 'tool', tool_call_id: idOf(index), name: call.name, content: call.result }],
  );
  const user = turn.userMessage === null ? [] : [{ role: 'user', content: turn.userMessage }];
  return [toolCalls.length === 0 ? assistant : { ...assistant, tool_calls: toolCalls }, ...results, ...user];
}
