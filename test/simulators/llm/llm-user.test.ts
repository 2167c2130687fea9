import { GREETING } from '../../../src/conversation/conversation';
import { SimulatorError, type UserSession } from '../../../src/conversation/user-simulator';
import { AddressGuard } from '../../../src/endpoints/address-guard';
import { parseAllowList } from '../../../src/endpoints/allow-list';
import { EndpointClient } from '../../../src/endpoints/endpoint-client';
import { AIRLINE_VERSIONS, type AirlineVersion } from '../../../src/environment/airline/world/world';
import { STOP_TEXTS } from '../../../src/environment/airline/airline-episode';
import { createLlmUser } from '../../../src/simulators/llm/llm-user';
import { llmUserSettings } from '../../../src/simulators/llm/llm-user-settings';
import { answer, refuse, say } from '../../support/model-server/behaviours';
import { type Behaviour, type ModelServer, startModelServer } from '../../support/model-server/model-server';
import { recordPauses } from '../../support/model-server/recorded-pauses';
import { playable } from '../../conversation/support/play';
import { smallTasks } from '../../environment/generator/support/generated-worlds';

const { signal } = new AbortController();
const task = playable(smallTasks('cancel-allowed', 1))[0]!;

describe('a user who is played by a model', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function begin(
    script: readonly Behaviour[],
    { version = 'v1', ...given }: Readonly<Record<string, unknown>> & { version?: AirlineVersion } = {},
  ): Promise<{ session: UserSession; server: ModelServer }> {
    const server = await startModelServer(script);
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
    const endpointId = '00000000-0000-4000-8000-000000000000';
    const settings = llmUserSettings.parse({ endpointId, model: 'small', ...given });
    return { session: createLlmUser({ client, settings, version }).start({ task, trial: 0, seed: 9 }), server };
  }

  /** What the model was shown in a request: its prompt, or one line for each message. */
  function shown(server: ModelServer, index: number): string[] {
    return server.requests[index]!.body.messages.map(({ role, content }) => `${String(role)}: ${String(content)}`);
  }

  it('answers the agent in its own role, and is told the instruction and nothing of the tools', async () => {
    const { session, server } = await begin([say('  I want to cancel. '), say('###STOP###')]);
    expect(await session.reply(GREETING, signal)).toEqual({
      text: 'I want to cancel.',
      inputTokens: 100,
      outputTokens: 10,
      cost: null,
    });
    expect((await session.reply('Done.', signal)).text).toBe('###STOP###');
    const [prompt, ...lines] = shown(server, 1);
    expect(lines).toEqual([`user: ${GREETING}`, 'assistant: I want to cancel.', 'user: Done.']);
    expect(prompt).toContain(task.task.instruction);
    expect(server.requests[1]!.body).not.toHaveProperty('tools');
    expect(server.requests[1]!.body).not.toHaveProperty('temperature');
    expect(server.requests[0]!.body.seed).not.toBe(server.requests[1]!.body.seed);
  });

  it.each(AIRLINE_VERSIONS)('is told the texts that end a conversation of %s, and no others', async (version) => {
    const { session, server } = await begin([say('a')], { version });
    await session.reply(GREETING, signal);
    const told = shown(server, 0)[0]!.match(/###[A-Z-]+###/g) ?? [];
    expect(told).toEqual(STOP_TEXTS[version]);
  });

  it.each([
    ['Thought:\nThe agent asks who I am.\n\nUser Response:\nI am Mia.', 'I am Mia.'],
    ['Thought: not yet ###STOP###.\nUser Response: Wait, one more thing.', 'Wait, one more thing.'],
    ['**Thought:** done\n**User Response:** ###STOP###', '###STOP###'],
    ['Thought: a\nThought: b\nUser Response: c\nThought: d\nUser Response: e', 'c'],
    [' ###STOP###\n', '###STOP###'],
    ['<think>They want\nUser Response: x</think>User Response: y', 'y'],
  ])('in REACT says what follows the label: %j', async (text, expected) => {
    const { session } = await begin([say(text)], { strategy: 'REACT' });
    expect((await session.reply(GREETING, signal)).text).toBe(expected);
  });

  it.each([['Thought: I should say who I am.'], ['I am Mia.'], ['Thought: a\nUser Response:'], ['']])(
    'in REACT asks again after %j, and lets no thought out',
    async (text) => {
      const { session, server } = await begin([say(text), say('Thought: b\nUser Response: I am Mia.')], {
        strategy: 'REACT',
      });
      const turn = await session.reply(GREETING, signal);
      expect(turn).toMatchObject({ text: 'I am Mia.', inputTokens: 200, outputTokens: 20 });
      await session.reply('Which reservation?', signal);
      expect(shown(server, 2).slice(1)).toEqual([
        `user: ${GREETING}`,
        'assistant: I am Mia.',
        'user: Which reservation?',
      ]);
    },
  );

  it.each([
    ['LLM', say(' '), 'without any text'],
    ['REACT', say('I am Mia.'), 'without the part "User Response:"'],
    ['VERIFY', answer({ content: null }), 'without any text'],
  ])('in %s gives up when no answer can be read', async (strategy, behaviour, reason) => {
    const { session, server } = await begin([behaviour], { strategy, maxTries: 4 });
    const error: unknown = await session.reply(GREETING, signal).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SimulatorError);
    expect(error).toMatchObject({ message: `the model that plays the user answered 4 times ${reason}` });
    expect(server.requests).toHaveLength(4);
  });

  it('in VERIFY draws again until the judge agrees, counts every request, and remembers what it said', async () => {
    const script = [say('first'), say('False.'), say('second'), say('True'), say('third'), say('true')];
    const prices = { inputPricePerMillion: 10, outputPricePerMillion: 0 };
    const { session, server } = await begin(script, { strategy: 'VERIFY', ...prices });
    const turn = await session.reply(GREETING, signal);
    expect(turn).toMatchObject({ text: 'second', inputTokens: 400, outputTokens: 40 });
    expect(turn.cost).toBeCloseTo(0.004, 12);
    expect((await session.reply('And?', signal)).text).toBe('third');
    const judged = shown(server, 5).join('\n');
    expect(judged).toContain(`Agent: ${GREETING}\nCustomer: second\nAgent: And?`);
    expect(judged).toContain('third');
    expect(new Set(server.requests.map((request) => request.body.seed)).size).toBe(6);
  });

  it('in VERIFY says the last of three when the judge never agrees, and remembers it', async () => {
    const script = ['a', 'false', 'b', 'false', 'c', 'd', 'true'].map(say);
    const { session, server } = await begin(script, { strategy: 'VERIFY' });
    expect((await session.reply(GREETING, signal)).text).toBe('c');
    await session.reply('And?', signal);
    expect(shown(server, 5).slice(1)).toEqual([`user: ${GREETING}`, 'assistant: c', 'user: And?']);
  });

  it.each([
    ['This is untrue', 3],
    ['maybe', 3],
  ])('in VERIFY asks a judge who says "%s" again, and gives up', async (verdict, times) => {
    const { session, server } = await begin([say('a'), say(verdict)], { strategy: 'VERIFY' });
    await expect(session.reply(GREETING, signal)).rejects.toThrow(/3 times without true or false/);
    expect(server.requests).toHaveLength(1 + times);
  });

  it('in REFLECTION revises what the judge refused', async () => {
    const script = ['first', 'True or false? False.', 'Reflection: too long\nResponse: better', 'true'].map(say);
    const { session } = await begin(script, { strategy: 'REFLECTION' });
    expect(await session.reply(GREETING, signal)).toMatchObject({ text: 'better', inputTokens: 400 });
  });

  it('in REFLECTION returns to the first message when the revision is refused too, and asks nothing when there is no need', async () => {
    const script = ['first', 'false', 'Reflection: x\nResponse: worse', 'false', 'fine', 'true'].map(say);
    const { session, server } = await begin(script, { strategy: 'REFLECTION' });
    expect((await session.reply(GREETING, signal)).text).toBe('first');
    expect((await session.reply('And?', signal)).text).toBe('fine');
    expect(server.requests).toHaveLength(6);
  });

  it('is unavailable when its endpoint is', async () => {
    const { session } = await begin([refuse(500, 'oops')], { maxRetries: 1 });
    await expect(session.reply(GREETING, signal)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('keeps the conversations that it plays at the same time apart', async () => {
    const server = await startModelServer((request) => say(String(request.body.messages.length)));
    closers.push(() => server.close());
    const guard = new AddressGuard(parseAllowList('127.0.0.1'));
    const client = new EndpointClient({ name: 'm', baseUrl: server.baseUrl, apiKey: null, guard });
    closers.push(() => client.close());
    const endpointId = '00000000-0000-4000-8000-000000000000';
    const settings = llmUserSettings.parse({ endpointId, model: 'small' });
    const user = createLlmUser({ client, settings, version: 'v1' });
    const sessions = [0, 1, 2].map((trial) => user.start({ task, trial, seed: trial }));
    for (const expected of ['2', '4', '6']) {
      const turns = await Promise.all(sessions.map((session) => session.reply('hello', signal)));
      expect(turns.map((turn) => turn.text)).toEqual([expected, expected, expected]);
    }
  });
});
