import { assistantCall, collect, problemOf, readOne, tauBenchRow } from './rows';

describe('tau-bench rows', () => {
  it('become rollouts with turns, calls and the task as the file has it', async () => {
    const { rollout, clientId, policyName, isTaskDescribed } = await readOne(tauBenchRow());
    expect(rollout).toEqual({
      task: {
        externalId: '4',
        instruction: 'Add.',
        goldenActions: [{ name: 'calculate', arguments: '{"expression":"1 + 1"}' }],
        expectedOutputs: ['2'],
      },
      trial: 2,
      outcomeClass: 'SCORED',
      reward: 1,
      endReason: 'user',
      isTruncated: false,
      openingMessage: 'What is 1 + 1?',
      turns: [
        turn(null, [{ name: 'calculate', arguments: '{"expression": "1 + 1"}', result: '2.0', isError: null }], null),
        turn('It is 2.', [], 'Thanks ###STOP###'),
      ],
      seed: null,
    });
    expect([clientId, policyName, isTaskDescribed]).toEqual([null, null, true]);
  });

  it('keep golden arguments as written: numbers, order and repeated names', async () => {
    const kwargs = '{ "amount": 100.0, "10": 1e2, "2": [ {"b": " x ", "a": null} ] }';
    const text = JSON.stringify([tauBenchRow()]).replace('{"expression":"1 + 1"}', kwargs);
    const { rollout } = await readOne(text);
    expect(rollout.task.goldenActions[0]!.arguments).toBe('{"amount":100.0,"10":1e2,"2":[{"b":" x ","a":null}]}');
  });

  it('keep arguments that are not JSON, because the model wrote them', async () => {
    const traj = [
      assistantCall('c', 'think', '{"thought": '),
      { role: 'tool', tool_call_id: 'c', content: 'Error: bad' },
    ];
    const { rollout } = await readOne(tauBenchRow({ traj }));
    expect(rollout.turns[0]!.toolCalls[0]).toEqual({
      name: 'think',
      arguments: '{"thought": ',
      result: 'Error: bad',
      isError: null,
    });
    expect(rollout.openingMessage).toBeNull();
  });

  it('are scored 0 and truncated when the step limit left no reward_info', async () => {
    const row = tauBenchRow();
    const { rollout } = await readOne({ ...row, reward: 0.0, info: { ...(row.info as object), reward_info: null } });
    expect(rollout).toMatchObject({ outcomeClass: 'SCORED', reward: 0, isTruncated: true, endReason: null });
  });

  it('with info.error are infrastructure failures without reward or task, or 0 as the authors count', async () => {
    const row = tauBenchRow({ reward: 0.0, info: { error: 'Timeout', traceback: '...' }, traj: [] });
    const failure = await readOne(row);
    expect(failure.isTaskDescribed).toBe(false);
    expect(failure.rollout).toMatchObject({
      outcomeClass: 'INFRASTRUCTURE_FAILURE',
      reward: null,
      endReason: 'Timeout',
      turns: [],
    });
    const counted = await readOne(row, { countFailuresAsAuthorsDo: true });
    expect(counted.rollout).toEqual({ ...failure.rollout, outcomeClass: 'SCORED', reward: 0 });
  });

  it('join several user messages with a blank line and keep answers of the react agent as user messages', async () => {
    const traj = [
      { role: 'user', content: 'One.' },
      { role: 'user', content: 'Two.' },
      { role: 'assistant', content: 'Action: {"name": "think"}' },
      { role: 'user', content: 'API output: done' },
      { role: 'user', content: 'More.' },
      { role: 'assistant', content: 'First of two.' },
      { role: 'assistant', content: null },
    ];
    const { rollout } = await readOne(tauBenchRow({ traj }));
    expect(rollout.openingMessage).toBe('One.\n\nTwo.');
    expect(rollout.turns).toEqual([
      turn('Action: {"name": "think"}', [], 'API output: done\n\nMore.'),
      turn('First of two.', [], null),
      turn(null, [], null),
    ]);
  });

  it('pair results with calls by id, the nearest earlier open call first', async () => {
    const result = (content: string): unknown => ({ role: 'tool', tool_call_id: 'same', content });
    const traj = [assistantCall('same', 'a', '1'), assistantCall('same', 'b', '2'), result('for b'), result('for a')];
    const { rollout } = await readOne(tauBenchRow({ traj }));
    expect(rollout.turns.map((each) => each.toolCalls[0]!.result)).toEqual(['for a', 'for b']);
  });

  it('pair results without id with the open calls of the last turn in order, and leave a missing result null', async () => {
    const call = (name: string): unknown => ({ id: name, type: 'function', function: { name, arguments: '{}' } });
    const traj = [
      { role: 'assistant', content: '', tool_calls: [call('a'), call('b')] },
      { role: 'tool', content: 'first' },
    ];
    const { rollout } = await readOne(tauBenchRow({ traj }));
    expect(rollout.turns[0]!.toolCalls.map((each) => each.result)).toEqual(['first', null]);
    expect(rollout.turns[0]!.message).toBeNull();
  });

  it.each([
    ['a missing field', tauBenchRow({ traj: undefined }), 'MISSING_FIELD', 'traj'],
    ['a missing reward', tauBenchRow({ reward: undefined }), 'MISSING_FIELD', 'reward'],
    ['a reward that is text', tauBenchRow({ reward: '1' }), 'WRONG_TYPE', 'reward'],
    ['a reward that is null', tauBenchRow({ reward: null }), 'WRONG_TYPE', 'reward'],
    ['info without reward_info', tauBenchRow({ info: { task: {} } }), 'MISSING_FIELD', 'info.reward_info'],
    ['a negative trial', tauBenchRow({ trial: -1 }), 'OUT_OF_RANGE', 'trial'],
    ['a fractional trial', tauBenchRow({ trial: 0.5 }), 'OUT_OF_RANGE', 'trial'],
    ['a trial beyond the column', tauBenchRow({ trial: 2 ** 31 }), 'OUT_OF_RANGE', 'trial'],
    ['a trial that is text', tauBenchRow({ trial: '0' }), 'WRONG_TYPE', 'trial'],
    [
      'an unknown role',
      tauBenchRow({ traj: [{ role: 'user', content: '' }, { role: 'robot' }] }),
      'UNKNOWN_ROLE',
      'traj[1].role',
    ],
    ['a message without role', tauBenchRow({ traj: [{ content: '' }] }), 'MISSING_FIELD', 'traj[0].role'],
    [
      'an orphan result',
      tauBenchRow({ traj: [{ role: 'tool', tool_call_id: 'x', content: '' }] }),
      'ORPHAN_TOOL_RESULT',
      'traj[0]',
    ],
    [
      'a result without content',
      tauBenchRow({ traj: [assistantCall('c', 'a', '{}'), { role: 'tool', tool_call_id: 'c' }] }),
      'MISSING_FIELD',
      'traj[1].content',
    ],
    [
      'arguments that are an object',
      tauBenchRow({ traj: [assistantCall('c', 'a', {})] }),
      'WRONG_TYPE',
      'traj[0].tool_calls[0].function.arguments',
    ],
    [
      'NUL in a message',
      tauBenchRow({ traj: [{ role: 'user', content: 'a\0b' }] }),
      'NUL_CHARACTER',
      'traj[0].content',
    ],
    [
      'NUL in arguments',
      tauBenchRow({ traj: [assistantCall('c', 'a', '\0')] }),
      'NUL_CHARACTER',
      'traj[0].tool_calls[0].function.arguments',
    ],
    [
      'half a surrogate pair',
      tauBenchRow({ traj: [{ role: 'user', content: '\ud83d' }] }),
      'UNPAIRED_SURROGATE',
      'traj[0].content',
    ],
    ['a row that is a list', [], 'WRONG_TYPE', ''],
    ['a row that is a number', 7, 'WRONG_TYPE', ''],
  ])('are refused for %s', async (_, row, code, field) => {
    const problem = await problemOf(row);
    expect(problem).toMatchObject({ row: 0, code, field });
    expect(problem.message).toContain(field === '' ? 'the value' : field);
  });

  it('accept a whole emoji and the text \\u0000 that is no NUL', async () => {
    const { rollout } = await readOne(tauBenchRow({ traj: [{ role: 'user', content: '😀 \\u0000' }] }));
    expect(rollout.openingMessage).toBe('😀 \\u0000');
  });

  it.each([
    ['"reward":1,"info"', '"reward":NaN,"info"', 'reward'],
    ['"reward":1,"info"', '"reward":-Infinity,"info"', 'reward'],
    ['"user_cost":0.1', '"user_cost":Infinity', 'info.user_cost'],
    ['"role":"system"', '"role":"system","usage":[1,{"a b":NaN}]', 'traj[0].usage[1].a b'],
  ])('with the bare token in %s -> %s are refused with the field named', async (from, to, field) => {
    const text = JSON.stringify([tauBenchRow()]);
    expect(text).toContain(from);
    expect(await problemOf(text.replace(from, to))).toMatchObject({ code: 'NON_FINITE_NUMBER', field });
  });

  it('do not take NaN inside text or a number beyond doubles for what they are not', async () => {
    expect(
      (await readOne(tauBenchRow({ traj: [{ role: 'user', content: 'NaN, "Infinity"' }] }))).rollout.openingMessage,
    ).toContain('NaN');
    const text = JSON.stringify([tauBenchRow()]).replace('"reward":1,"info"', '"reward":1e999,"info"');
    expect(await problemOf(text)).toMatchObject({ code: 'NON_FINITE_NUMBER', field: 'reward' });
  });

  it('that are not JSON or not UTF-8 are refused alone', async () => {
    const good = JSON.stringify(tauBenchRow());
    const parts = [good, '{"task_id": 1,}', '{"task_id" "x\\"}"}', '"\xff"', 'tru', good];
    const { rows, error } = await collect(Buffer.from(`[${parts.join(',')}]`, 'latin1'));
    expect(error).toBeNull();
    expect(rows.map((row) => ('problem' in row ? row.problem.code : 'ok'))).toEqual([
      'ok',
      'INVALID_JSON',
      'INVALID_JSON',
      'INVALID_UTF8',
      'INVALID_JSON',
      'ok',
    ]);
  });
});

function turn(message: string | null, toolCalls: readonly unknown[], userMessage: string | null): unknown {
  return { message, toolCalls, userMessage, inputTokens: null, outputTokens: null, latencyMs: null };
}
