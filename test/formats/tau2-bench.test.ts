import { InvalidInputError } from '../../src/errors';
import type { RowProblem } from '../../src/formats/row-problem';
import { collect, problemOf, readOne, simulation, tau2File, tau2Task } from './rows';

const read = (changes: Readonly<Record<string, unknown>>): ReturnType<typeof readOne> =>
  readOne(JSON.stringify(tau2File([simulation(changes)])));
const refuse = (changes: Readonly<Record<string, unknown>>): Promise<RowProblem> =>
  problemOf(JSON.stringify(tau2File([simulation(changes)])));

describe('tau2-bench rows', () => {
  it('become rollouts with their task, names and every call answered by id', async () => {
    const row = await read({});
    expect(row).toMatchObject({
      row: 0,
      clientId: 'sim-1',
      policyName: 'policy-x',
      simulatorName: 'user-y',
      isTaskDescribed: true,
    });
    expect(row.rollout).toEqual({
      task: {
        externalId: '7',
        instruction:
          'Instructions:\n\tDomain: airline\n\tReason for call:\n\t\tAsk.\n\tTask instructions:\n\t\tBe brief.',
        goldenActions: [{ name: 'calculate', arguments: '{"expression":"2"}' }],
        expectedOutputs: ['4'],
      },
      trial: 3,
      outcomeClass: 'SCORED',
      reward: 0.5,
      endReason: 'user_stop',
      isTruncated: false,
      openingMessage: 'Hello.',
      turns: [
        {
          message: null,
          toolCalls: [
            { name: 'calculate', arguments: '{"expression":"2"}', result: '2.0', isError: false },
            {
              name: 'get_user_details',
              arguments: '{"user_id":"x"}',
              result: 'Error: User x not found',
              isError: true,
            },
          ],
          userMessage: null,
          inputTokens: 11,
          outputTokens: 5,
          latencyMs: null,
        },
        {
          message: 'Two.',
          toolCalls: [],
          userMessage: '###STOP###',
          inputTokens: null,
          outputTokens: null,
          latencyMs: null,
        },
      ],
      seed: '12',
    });
  });

  it('keep numbers of arguments and the seed as the file writes them', async () => {
    const text = JSON.stringify(tau2File([simulation({ seed: 1 })]), null, 2)
      .replace('"seed": 1', '"seed": 18446744073709551615')
      .replace('"user_id": "x"', '"b": 100.0, "a": 1E+2, "9": 12345678901234567890');
    const { rollout } = await readOne(text);
    expect(rollout.seed).toBe('18446744073709551615');
    expect(rollout.turns[0]!.toolCalls[1]!.arguments).toBe('{"b":100.0,"a":1E+2,"9":12345678901234567890}');
  });

  it('keep the opening line when the agent says it later or the user does', async () => {
    const line = { content: 'Hi! How can I help you today?' };
    const messages = [
      { role: 'user', ...line },
      { role: 'assistant', ...line },
    ];
    const { rollout } = await read({ messages });
    expect([rollout.openingMessage, rollout.turns[0]!.message]).toEqual([line.content, line.content]);
  });

  it('pass over the tools of the user', async () => {
    const messages = [
      { role: 'user', content: null, tool_calls: [{ id: 'u', name: 'look', arguments: {}, requestor: 'user' }] },
      { role: 'tool', id: 'u', content: 'seen', requestor: 'user', error: false },
      { role: 'assistant', content: 'Fine.' },
    ];
    const { rollout } = await read({ messages });
    expect([rollout.openingMessage, rollout.turns.length]).toEqual([null, 1]);
  });

  it.each([
    ['user_stop', 'SCORED', 0.5, false],
    ['agent_stop', 'SCORED', 0.5, false],
    ['max_steps', 'SCORED', 0, true],
    ['context_window_exceeded', 'SCORED', 0, true],
    ['too_many_errors', 'SCORED', 0, false],
    ['agent_error', 'SCORED', 0, false],
    ['timeout', 'TIMEOUT', null, false],
    ['user_error', 'SIMULATOR_FAILURE', null, false],
    ['infrastructure_error', 'INFRASTRUCTURE_FAILURE', null, false],
    ['unexpected_error', 'INFRASTRUCTURE_FAILURE', null, false],
    ['something_new', 'INFRASTRUCTURE_FAILURE', null, false],
  ])('that end by %s are %s with reward %s', async (endReason, outcomeClass, reward, isTruncated) => {
    const { rollout } = await read({ termination_reason: endReason });
    expect(rollout).toMatchObject({ endReason, outcomeClass, reward, isTruncated });
    const unjudged = await read({ termination_reason: endReason, reward_info: null });
    const expected = reward === 0.5 ? { outcomeClass: 'UNSCORED', reward: null } : { outcomeClass, reward };
    expect(unjudged.rollout).toMatchObject(expected);
  });

  it('with only id, reward_info and messages are read when the file has one task, and numbered in file order', async () => {
    const lenient = { id: 'x', reward_info: { reward: 1 }, messages: [] };
    const { rows } = await collect(JSON.stringify(tau2File([lenient, lenient])));
    expect(rows).toMatchObject(
      [0, 1].map((trial) => ({
        rollout: { trial, reward: 1, outcomeClass: 'SCORED', endReason: null, turns: [], seed: null },
      })),
    );
    const two = await collect(JSON.stringify(tau2File([lenient], [tau2Task(), tau2Task({ id: '8' })])));
    expect(two.rows).toMatchObject([{ problem: { code: 'MISSING_FIELD', field: 'task_id' } }]);
  });

  it.each([
    [{ task_id: '99' }, 'UNKNOWN_TASK', 'task_id'],
    [{ trial: -2 }, 'OUT_OF_RANGE', 'trial'],
    [{ reward_info: { reward: 'x' } }, 'WRONG_TYPE', 'reward_info.reward'],
    [{ messages: undefined }, 'MISSING_FIELD', 'messages'],
    [{ messages: [{ role: 'env' }] }, 'UNKNOWN_ROLE', 'messages[0].role'],
    [{ messages: [{ role: 'tool', id: 'x', content: '', error: false }] }, 'ORPHAN_TOOL_RESULT', 'messages[0]'],
    [
      { messages: [{ role: 'assistant', tool_calls: [{ id: 'x', name: 'a' }] }] },
      'MISSING_FIELD',
      'messages[0].tool_calls[0].arguments',
    ],
    [{ messages: [{ role: 'assistant', content: 'a\0' }] }, 'NUL_CHARACTER', 'messages[0].content'],
    [{ messages: [{ role: 'tool', id: 'x', content: '', error: 'yes' }] }, 'WRONG_TYPE', 'messages[0].error'],
    [
      { messages: [{ role: 'assistant', usage: { prompt_tokens: -1 } }] },
      'OUT_OF_RANGE',
      'messages[0].usage.prompt_tokens',
    ],
    [{ id: 5 }, 'WRONG_TYPE', 'id'],
  ])('are refused for %j', async (changes, code, field) => {
    expect(await refuse(changes)).toMatchObject({ row: 0, code, field });
  });

  it('write the scenario as the simulator was given it, and take golden actions of the assistant alone', async () => {
    const task = tau2Task({
      id: 8,
      user_scenario: { persona: 'Calm.\n\nOld.', instructions: 'Just ask.' },
      evaluation_criteria: {
        actions: [
          { name: 'look', requestor: 'user', arguments: {} },
          { name: 'calculate', arguments: {} },
        ],
      },
    });
    const text = JSON.stringify(tau2File([simulation({ task_id: 8 })], [task]));
    const { rollout } = await readOne(text);
    expect(rollout.task).toEqual({
      externalId: '8',
      instruction: 'Persona:\n\tCalm.\n\n\tOld.\nInstructions:\n\tJust ask.',
      goldenActions: [{ name: 'calculate', arguments: '{}' }],
      expectedOutputs: [],
    });
  });
});

describe('tau2-bench files', () => {
  const file = tau2File([simulation()]);
  const { info, tasks, simulations } = file as { info: unknown; tasks: unknown; simulations: unknown };

  it.each([
    ['simulations before tasks', { simulations, tasks }, 'comes before `tasks`'],
    ['no tasks', { info, simulations }, '`tasks` is missing'],
    ['info after simulations', { tasks, simulations, info }, '`info` comes after'],
    ['no simulations', { info, tasks }, 'not a result file'],
    ['simulations in other files', { info, tasks, simulation_index: [] }, 'in other files'],
    ['tasks that are no list', { tasks: {}, simulations }, '`tasks` is not a list'],
    ['a task without scenario', { tasks: [{ id: '1' }], simulations }, '`tasks[0]`: `user_scenario` is missing'],
    ['info that is a list', { info: [], tasks, simulations }, '`info`: the value is a list'],
    ['another object', { model: 'x' }, 'found an object with the members `model`'],
    ['an empty object', {}, 'found an object with no members'],
  ])('with %s are refused with a clear error', async (_, content, message) => {
    const { error } = await collect(JSON.stringify(content));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).message).toContain(message);
  });

  it('without info have no names', async () => {
    expect(await readOne(JSON.stringify({ tasks, simulations }))).toMatchObject({
      policyName: null,
      simulatorName: null,
    });
  });

  it('without simulations in the list have no rows', async () => {
    expect(await collect(JSON.stringify(tau2File([])))).toEqual({ rows: [], error: null });
  });
});
