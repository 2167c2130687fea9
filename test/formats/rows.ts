import {
  readResults,
  type ReadResultsOptions,
  type ResultRollout,
  type ResultRow,
} from '../../src/formats/read-results';
import type { RowProblem } from '../../src/formats/row-problem';

/** The bytes of a file in chunks of the given sizes, used in turn. */
export async function* inChunks(bytes: Uint8Array, sizes: readonly number[] = [65536]): AsyncGenerator<Uint8Array> {
  let turn = 0;
  for (let from = 0; from < bytes.length;) {
    const to = from + sizes[turn++ % sizes.length]!;
    yield await Promise.resolve(bytes.subarray(from, to));
    from = to;
  }
}

/** All rows, and the error that ended the file if one did. */
export async function collect(
  bytes: Uint8Array | string,
  options: ReadResultsOptions & { readonly sizes?: readonly number[] } = {},
): Promise<{ readonly rows: readonly ResultRow[]; readonly error: unknown }> {
  const { sizes, ...readOptions } = options;
  const rows: ResultRow[] = [];
  try {
    for await (const row of readResults(inChunks(Buffer.from(bytes), sizes), readOptions)) rows.push(row);
  } catch (error) {
    return { rows, error };
  }
  return { rows, error: null };
}

export async function readOne(row: unknown, options: ReadResultsOptions = {}): Promise<ResultRollout> {
  const text = typeof row === 'string' ? row : JSON.stringify([row]);
  const { rows, error } = await collect(text, options);
  const [only] = rows;
  if (error !== null || rows.length !== 1 || only === undefined || 'problem' in only) {
    throw new Error(`expected one rollout, got ${JSON.stringify(rows)} and ${String(error)}`);
  }
  return only;
}

export async function problemOf(row: unknown, options: ReadResultsOptions = {}): Promise<RowProblem> {
  const text = typeof row === 'string' ? row : JSON.stringify([row]);
  const { rows, error } = await collect(text, options);
  const [only] = rows;
  if (error !== null || rows.length !== 1 || only === undefined || !('problem' in only)) {
    throw new Error(`expected one problem, got ${JSON.stringify(rows)} and ${String(error)}`);
  }
  return only.problem;
}

/** A small tau-bench row; tests replace parts of it. */
export function tauBenchRow(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    task_id: 4,
    reward: 1.0,
    info: {
      task: {
        user_id: 'u_1',
        actions: [{ name: 'calculate', kwargs: { expression: '1 + 1' } }],
        instruction: 'Add.',
        outputs: ['2'],
      },
      source: 'user',
      user_cost: 0.1,
      reward_info: { reward: 1.0, info: {}, actions: [] },
    },
    traj: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'What is 1 + 1?' },
      assistantCall('c1', 'calculate', '{"expression": "1 + 1"}'),
      { role: 'tool', tool_call_id: 'c1', name: 'calculate', content: '2.0' },
      { role: 'assistant', content: 'It is 2.', function_call: null },
      { role: 'user', content: 'Thanks ###STOP###' },
    ],
    trial: 2,
    ...changes,
  };
}

export function assistantCall(id: string, name: string, args: unknown): Record<string, unknown> {
  return {
    role: 'assistant',
    content: null,
    tool_calls: [{ id, type: 'function', function: { name, arguments: args } }],
  };
}

/** A small tau2-bench file as an object; members keep this order. */
export function tau2File(
  simulations: readonly unknown[],
  tasks: readonly unknown[] = [tau2Task()],
): Record<string, unknown> {
  return {
    timestamp: '2031-01-01',
    info: { agent_info: { llm: 'policy-x' }, user_info: { llm: 'user-y' } },
    tasks,
    simulations,
  };
}

export function tau2Task(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: '7',
    user_scenario: {
      persona: null,
      instructions: { domain: 'airline', reason_for_call: 'Ask.', task_instructions: 'Be brief.' },
    },
    evaluation_criteria: {
      actions: [{ action_id: 'a', requestor: 'assistant', name: 'calculate', arguments: { expression: '2' } }],
      communicate_info: ['4'],
    },
    ...changes,
  };
}

export function simulation(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'sim-1',
    task_id: '7',
    termination_reason: 'user_stop',
    reward_info: { reward: 0.5 },
    trial: 3,
    seed: 12,
    messages: [
      { role: 'assistant', content: 'Hi! How can I help you today?' },
      { role: 'user', content: 'Hello.' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          { id: 'a', name: 'calculate', arguments: { expression: '2' }, requestor: 'assistant' },
          { id: 'b', name: 'get_user_details', arguments: { user_id: 'x' }, requestor: 'assistant' },
        ],
        usage: { prompt_tokens: 11, completion_tokens: 5 },
      },
      { role: 'tool', id: 'a', content: '2.0', requestor: 'assistant', error: false },
      { role: 'tool', id: 'b', content: 'Error: User x not found', requestor: 'assistant', error: true },
      { role: 'assistant', content: 'Two.', tool_calls: null, usage: null },
      { role: 'user', content: '###STOP###' },
    ],
    ...changes,
  };
}
