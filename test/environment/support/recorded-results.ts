import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import type { RecordedRollout, RecordedToolCall, RecordedTurn } from '../../../src/domain/trajectory';

/** The parts of the benchmarks' result files that the tests need; the product reads them in src/formats. */

type FirstMessage = {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string | null;
  readonly tool_calls?: readonly { readonly function: { readonly name: string; readonly arguments: string } }[] | null;
};

type FirstResult = {
  readonly task_id: number;
  readonly reward: number;
  readonly trial: number;
  readonly info: {
    readonly task: {
      readonly instruction: string;
      readonly outputs: readonly string[];
      readonly actions: readonly { readonly name: string; readonly kwargs: object }[];
    };
    readonly reward_info: { readonly info: { readonly gt_data_hash?: string } } | null;
  };
  readonly traj: readonly FirstMessage[];
};

type SecondMessage = {
  readonly role: 'user' | 'assistant' | 'tool';
  readonly content: string | null;
  readonly tool_calls?: readonly { readonly name: string; readonly arguments: object }[] | null;
};

type SecondResults = {
  readonly tasks: readonly {
    readonly id: string;
    readonly evaluation_criteria: {
      readonly actions: readonly { readonly name: string; readonly arguments: object }[] | null;
      readonly communicate_info: readonly string[] | null;
    };
  }[];
  readonly simulations: readonly {
    readonly task_id: string;
    readonly trial: number;
    readonly termination_reason: string;
    readonly reward_info: { readonly reward: number; readonly db_check: { readonly db_match: boolean } | null };
    readonly messages: readonly SecondMessage[];
  }[];
};

/** A rollout with what its record says beyond the reward. */
export type RecordedResult = {
  readonly rollout: RecordedRollout;
  readonly isDatabaseRight: boolean | null;
  readonly goldenHash: string | null;
};

/** A gzipped JSON file of the benchmark data. */
export function readPackedJson(folder: string, path: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(`${folder}/${path}`)).toString('utf8'));
}

/** Rollouts of a results file of the first version. */
export function readFirstResults(folder: string, path: string): RecordedResult[] {
  const results = readPackedJson(folder, path) as readonly FirstResult[];
  return results.map(({ task_id, reward, trial, info, traj }) => ({
    rollout: rolloutOf({
      task: {
        externalId: String(task_id),
        instruction: info.task.instruction,
        goldenActions: info.task.actions.map(({ name, kwargs }) => ({ name, arguments: JSON.stringify(kwargs) })),
        expectedOutputs: info.task.outputs,
      },
      trial,
      reward,
      endReason: null,
      turns: turnsOf(
        traj.map((message) => ({
          ...message,
          calls: (message.tool_calls ?? []).map((call) => call.function),
        })),
      ),
    }),
    isDatabaseRight: null,
    goldenHash: info.reward_info?.info.gt_data_hash ?? null,
  }));
}

/** Rollouts of a results file of the second version, with the tasks as they were run. */
export function readSecondResults(folder: string, path: string): RecordedResult[] {
  const results = readPackedJson(folder, path) as SecondResults;
  return results.simulations.map((simulation) => {
    const task = results.tasks.find(({ id }) => id === simulation.task_id)!;
    const criteria = task.evaluation_criteria;
    return {
      rollout: rolloutOf({
        task: {
          externalId: task.id,
          instruction: '',
          goldenActions: (criteria.actions ?? []).map((action) => ({
            name: action.name,
            arguments: JSON.stringify(action.arguments),
          })),
          expectedOutputs: criteria.communicate_info ?? [],
        },
        trial: simulation.trial,
        reward: simulation.reward_info.reward,
        endReason: simulation.termination_reason,
        turns: turnsOf(
          simulation.messages.map((message) => ({
            ...message,
            calls: (message.tool_calls ?? []).map((call) => ({
              name: call.name,
              arguments: JSON.stringify(call.arguments),
            })),
          })),
        ),
      }),
      isDatabaseRight: simulation.reward_info.db_check?.db_match ?? null,
      goldenHash: null,
    };
  });
}

type PlainMessage = {
  readonly role: string;
  readonly content: string | null;
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
};

function turnsOf(messages: readonly PlainMessage[]): RecordedTurn[] {
  return messages.flatMap((message, index) => {
    if (message.role !== 'assistant') return [];
    const end = messages.findIndex((later, rank) => rank > index && later.role === 'assistant');
    const answers = messages.slice(index + 1, end === -1 ? messages.length : end);
    const results = answers.filter(({ role }) => role === 'tool').map(({ content }) => content);
    const toolCalls: RecordedToolCall[] = message.calls.map((call, rank) => ({
      ...call,
      result: results[rank] ?? null,
      isError: null,
    }));
    const userMessage = answers.find(({ role }) => role === 'user')?.content ?? null;
    return [
      { message: message.content, toolCalls, userMessage, inputTokens: null, outputTokens: null, latencyMs: null },
    ];
  });
}

function rolloutOf(known: Pick<RecordedRollout, 'task' | 'trial' | 'reward' | 'endReason' | 'turns'>): RecordedRollout {
  return { ...known, outcomeClass: 'SCORED', isTruncated: false, openingMessage: null, seed: null };
}
