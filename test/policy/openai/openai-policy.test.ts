import { type Utterance } from '../../../src/conversation/conversation';
import { AgentError, type PolicySession } from '../../../src/conversation/policy';
import { AddressGuard } from '../../../src/endpoints/address-guard';
import { parseAllowList } from '../../../src/endpoints/allow-list';
import { EndpointClient } from '../../../src/endpoints/endpoint-client';
import type { AirlineVersion } from '../../../src/environment/airline/world/world';
import { createOpenAiPolicy } from '../../../src/policy/openai/openai-policy';
import { openAiPolicySettings } from '../../../src/policy/openai/openai-policy-settings';
import { answer, type AnswerParts } from '../../support/model-server/behaviours';
import { type ModelServer, startModelServer } from '../../support/model-server/model-server';
import { recordPauses } from '../../support/model-server/recorded-pauses';

const { signal } = new AbortController();

describe('a policy behind an endpoint', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function begin(
    script: readonly AnswerParts[],
    {
      version = 'v1',
      seed = 5,
      ...given
    }: Readonly<Record<string, unknown>> & { version?: AirlineVersion; seed?: number } = {},
  ): Promise<{ session: PolicySession; server: ModelServer }> {
    const server = await startModelServer(script.map(answer));
    const guard = new AddressGuard(parseAllowList('127.0.0.1'));
    const client = new EndpointClient({
      name: 'm',
      baseUrl: server.baseUrl,
      apiKey: null,
      guard,
      pauses: recordPauses(),
    });
    closers.push(() => server.close());
    closers.push(() => client.close());
    const settings = openAiPolicySettings.parse({
      endpointId: '00000000-0000-4000-8000-000000000000',
      model: 'small',
      ...given,
    });
    const session = createOpenAiPolicy({ client, settings }).start({
      taskId: '1',
      brief: { version, policyText: 'The rules.' },
      seed,
    });
    return { session, server };
  }

  it('asks with the rules, the conversation and the tools of its version', async () => {
    const { session, server } = await begin([{ content: 'Hello.' }], { temperature: 0.5, maxOutputTokens: 99 });
    const utterances: Utterance[] = [
      { speaker: 'USER', text: 'Cancel it.' },
      { speaker: 'TOOL', name: 'get_user_details', arguments: '{"user_id": "a"}', result: 'Error: user not found' },
      { speaker: 'AGENT', text: 'Who are you?' },
      { speaker: 'USER', text: 'b' },
    ];
    const turn = await session.act(utterances, signal);
    expect(turn).toEqual({
      message: 'Hello.',
      toolCalls: [],
      logProbability: null,
      inputTokens: 100,
      outputTokens: 10,
      cost: null,
    });
    const body = server.requests[0]!.body;
    expect(body.messages).toEqual([
      { role: 'system', content: 'The rules.' },
      { role: 'user', content: 'Cancel it.' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'call00001',
            type: 'function',
            function: { name: 'get_user_details', arguments: '{"user_id": "a"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'call00001', content: 'Error: user not found' },
      { role: 'assistant', content: 'Who are you?' },
      { role: 'user', content: 'b' },
    ]);
    expect(body.tools).toHaveLength(14);
    expect(body).toMatchObject({ model: 'small', temperature: 0.5, max_tokens: 99 });
    expect(body).not.toHaveProperty('logprobs');
  });

  it('shows the second version’s agent instructions, its greeting, and all calls of a turn with the words beside them', async () => {
    const calls = [
      ['calculate', '{"expression": "1"}'],
      ['calculate', '{"expression": "2"}'],
    ] as const;
    const { session, server } = await begin([{ content: 'I add up.', calls }, { content: 'Three.' }], {
      version: 'v2',
    });
    const opening: Utterance = { speaker: 'USER', text: 'Add up.' };
    const turn = await session.act([opening], signal);
    expect(turn).toMatchObject({ message: 'I add up.', toolCalls: [{ name: 'calculate' }, { name: 'calculate' }] });
    const results = turn.toolCalls.map((call): Utterance => ({ speaker: 'TOOL', ...call, result: '1.0' }));
    await session.act([opening, ...results], signal);
    const [system, ...messages] = server.requests[1]!.body.messages;
    expect(system?.content).toMatch(/^<instructions>[^]+<\/instructions>\n<policy>\nThe rules\.\n<\/policy>$/);
    expect(messages).toMatchObject([
      { role: 'assistant', content: 'Hi! How can I help you today?' },
      { role: 'user', content: 'Add up.' },
      { role: 'assistant', content: 'I add up.', tool_calls: [{ id: 'call00001' }, { id: 'call00002' }] },
      { role: 'tool', tool_call_id: 'call00001' },
      { role: 'tool', tool_call_id: 'call00002' },
    ]);
    expect(server.requests[1]!.body.tools).toHaveLength(14);
  });

  it('takes the first call alone in the first version, and passes on calls that are wrong', async () => {
    const { session } = await begin([
      {
        calls: [
          ['no_such_tool', '{"a": 1e2}'],
          ['calculate', '{}'],
        ],
      },
      { calls: [['calculate', '{"expression": ']] },
    ]);
    expect((await session.act([], signal)).toolCalls).toEqual([{ name: 'no_such_tool', arguments: '{"a": 1e2}' }]);
    expect((await session.act([], signal)).toolCalls).toEqual([{ name: 'calculate', arguments: '{"expression": ' }]);
  });

  it('shows a call with unreadable arguments as one that every server can read', async () => {
    const { session, server } = await begin([{ content: 'Sorry.' }]);
    await session.act([{ speaker: 'TOOL', name: 'calculate', arguments: '{"exp', result: 'Error: no JSON' }], signal);
    expect(server.requests[0]!.body.messages[1]).toMatchObject({
      tool_calls: [{ function: { name: 'calculate', arguments: '{"unreadable_arguments":"{\\"exp"}' } }],
    });
  });

  it('sends a seed that follows from that of the conversation and differs from turn to turn, or none', async () => {
    const user: Utterance = { speaker: 'USER', text: 'a' };
    const seedsOf = async (given: { seed?: number; sendsSeed?: boolean }): Promise<unknown[]> => {
      const { session, server } = await begin([{ content: 'b' }], given);
      await session.act([user], signal);
      await session.act([user, { speaker: 'AGENT', text: 'b' }, user], signal);
      return server.requests.map((request) => request.body.seed);
    };
    const seeds = await seedsOf({ seed: 5 });
    expect(new Set(seeds).size).toBe(2);
    expect(await seedsOf({ seed: 5 })).toEqual(seeds);
    expect(await seedsOf({ seed: 6 })).not.toEqual(seeds);
    expect(await seedsOf({ sendsSeed: false })).toEqual([undefined, undefined]);
  });

  it('counts the cost where prices are known', async () => {
    const { session } = await begin([{ content: 'a' }], { inputPricePerMillion: 1, outputPricePerMillion: 5 });
    expect((await session.act([], signal)).cost).toBeCloseTo(0.00015, 12);
  });

  it.each<[string, AnswerParts, number | null]>([
    ['the sum over its tokens', { content: 'a', logprobs: [-0.5, -0.25] }, -0.75],
    ['0 at most', { content: 'a', logprobs: [1e-7] }, 0],
    ['unknown when none is told', { content: 'a' }, null],
    ['unknown when one is not finite', { content: 'a', logprobs: [-1e308, -1e308] }, null],
    [
      'that of a call when all tokens are told',
      { calls: [['calculate', '{}']], logprobs: new Array<number>(9).fill(-0.5) },
      -4.5,
    ],
    [
      'unknown when a call’s tokens are not told',
      { content: 'a', calls: [['calculate', '{}']], logprobs: [-0.5] },
      null,
    ],
    ['unknown when it cannot be told', { calls: [['calculate', '{}']], logprobs: [-0.5], usage: null }, null],
  ])('has a log probability: %s', async (_name, parts, expected) => {
    const { session, server } = await begin([parts], { wantsLogProbabilities: true });
    expect((await session.act([], signal)).logProbability).toBe(expected);
    expect(server.requests[0]!.body.logprobs).toBe(true);
  });

  it.each<[string, AnswerParts]>([
    ['empty', { content: null }],
    ['empty', { content: ' \n' }],
    ['filtered', { content: 'half a', finishReason: 'content_filter' }],
    ['truncated', { content: '', finishReason: 'length' }],
    ['truncated', { calls: [['calculate', '{"expression": "1 + ']], finishReason: 'length' }],
  ])('blames the agent, %s, for %j', async (reason, parts) => {
    const { session } = await begin([parts]);
    const error: unknown = await session.act([], signal).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AgentError);
    expect(error).toMatchObject({ reason });
  });

  it('takes what the token limit left whole', async () => {
    const { session } = await begin([
      { content: 'A long', finishReason: 'length' },
      { calls: [['calculate', '{"expression": "1"}']], finishReason: 'length' },
    ]);
    expect((await session.act([], signal)).message).toBe('A long');
    expect((await session.act([], signal)).toolCalls).toHaveLength(1);
  });

  it.each([
    [{ model: '' }, 'model'],
    [{ temperature: 3 }, 'temperature'],
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ maxRetries: 11 }, 'maxRetries'],
    [{ endpointId: 'mine' }, 'endpointId'],
    [{ apiKey: 'sk-1' }, 'apiKey'],
  ])('has no settings like %j', (wrong, member) => {
    const endpointId = '00000000-0000-4000-8000-000000000000';
    const parsed = openAiPolicySettings.safeParse({ endpointId, model: 'small', ...wrong });
    expect(JSON.stringify(parsed.error?.issues)).toContain(member);
  });
});
