import { getEventListeners } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { AddressGuard } from '../../src/endpoints/address-guard';
import { parseAllowList } from '../../src/endpoints/allow-list';
import type { ChatRequest } from '../../src/endpoints/chat';
import { EndpointClient, type EndpointClientOptions } from '../../src/endpoints/endpoint-client';
import { EndpointError } from '../../src/endpoints/endpoint-error';
import {
  answer,
  cutBody,
  cutConnection,
  dripForever,
  json,
  neverAnswer,
  pourForever,
  raw,
  redirectTo,
  refuse,
  say,
  streamForever,
} from '../support/model-server/behaviours';
import { type Behaviour, type ModelServer, startModelServer } from '../support/model-server/model-server';
import { recordPauses } from '../support/model-server/recorded-pauses';

const KEY = 'sk-test-abcdefgh12345678';

const REQUEST: ChatRequest = {
  model: 'small',
  messages: [{ role: 'user', content: 'hello' }],
  temperature: null,
  seed: null,
  maxOutputTokens: null,
  wantsLogProbabilities: false,
};

describe('the client of an endpoint', () => {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function serve(...script: Behaviour[]): Promise<ModelServer> {
    const server = await startModelServer(script);
    closers.push(() => server.close());
    return server;
  }

  function connect(baseUrl: string, options: Partial<EndpointClientOptions> = {}): EndpointClient {
    const guard = new AddressGuard(parseAllowList('127.0.0.0/8'));
    const client = new EndpointClient({
      name: 'mine',
      baseUrl,
      apiKey: KEY,
      guard,
      pauses: recordPauses(),
      ...options,
    });
    closers.push(() => client.close());
    return client;
  }

  function complete(
    client: EndpointClient,
    request = REQUEST,
    options: { maxRetries?: number; timeoutMs?: number } = {},
  ) {
    const { signal } = new AbortController();
    return client.complete(request, { timeoutMs: 10_000, maxRetries: 2, signal, ...options });
  }

  async function failureOf(promise: Promise<unknown>): Promise<EndpointError> {
    const error: unknown = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof EndpointError)) throw new Error(`no EndpointError: ${inspect(error)}`);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('abcdefgh');
    return error;
  }

  it('asks what it is given, with the key, and nothing of this process beside it', async () => {
    const server = await serve(say('hi'));
    const request: ChatRequest = {
      ...REQUEST,
      messages: [
        { role: 'assistant', content: null, toolCalls: [{ id: 'call00001', name: 'think', arguments: '{}' }] },
        { role: 'tool', toolCallId: 'call00001', content: 'done' },
      ],
      tools: [{ name: 'think', description: 'Think.', parameters: { type: 'object' } }],
      temperature: 0,
      seed: 7,
      maxOutputTokens: 50,
      wantsLogProbabilities: true,
    };
    const got = await complete(connect(server.baseUrl), request);
    expect(got).toEqual({
      text: 'hi',
      toolCalls: [],
      finishReason: 'stop',
      inputTokens: 100,
      outputTokens: 10,
      tokenLogProbabilities: null,
    });
    const [received] = server.requests;
    expect(received?.path).toBe('/v1/chat/completions');
    expect(received?.body).toEqual({
      model: 'small',
      messages: [
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call00001', type: 'function', function: { name: 'think', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call00001', content: 'done' },
      ],
      tools: [{ type: 'function', function: { name: 'think', description: 'Think.', parameters: { type: 'object' } } }],
      temperature: 0,
      seed: 7,
      max_tokens: 50,
      logprobs: true,
    });
    expect(received?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'user-agent': 'turnwise' });
    expect(Object.keys(received?.headers ?? {}).filter((name) => /^(x-|openai)/.test(name))).toEqual([]);
  });

  it('leaves out what is not asked for, and the key when there is none, whatever the variables of the process hold', async () => {
    const server = await serve(say('hi'));
    const before = { ...process.env };
    Object.assign(process.env, {
      OPENAI_API_KEY: 'sk-of-the-operator',
      OPENAI_ORG_ID: 'org',
      OPENAI_CUSTOM_HEADERS: 'X-A: b',
    });
    try {
      await complete(connect(server.baseUrl, { apiKey: null }));
    } finally {
      process.env = before;
    }
    expect(server.requests[0]?.body).toEqual({ model: 'small', messages: [{ role: 'user', content: 'hello' }] });
    expect(JSON.stringify(server.requests[0]?.headers)).not.toMatch(/operator|org|x-a|authorization|none/);
  });

  it('reads calls as they come, and what servers leave out as unknown', async () => {
    const calls = [
      ['no_such_tool', '{broken'],
      ['list', ''],
      ['book', { a: 1 }],
    ] as const;
    const server = await serve(
      answer({ calls, usage: null, logprobs: [-0.5, -0.25] }),
      json(200, { choices: [{ message: { content: 'bare' } }] }),
    );
    const client = connect(server.baseUrl);
    expect(await complete(client)).toMatchObject({
      text: null,
      toolCalls: [
        { name: 'no_such_tool', arguments: '{broken' },
        { name: 'list', arguments: '{}' },
        { name: 'book', arguments: '{"a":1}' },
      ],
      inputTokens: null,
      outputTokens: null,
      tokenLogProbabilities: [-0.5, -0.25],
    });
    expect(await complete(client)).toMatchObject({ text: 'bare', toolCalls: [], finishReason: null });
  });

  it.each([
    ['429', refuse(429, 'too many')],
    ['500', refuse(500, 'oops')],
    ['503', json(503, {})],
    ['408', json(408, {})],
    ['a cut connection', cutConnection],
    ['a cut body', cutBody],
    ['broken JSON', raw('{"choices": [')],
    ['no choices', json(200, { choices: [] })],
    ['something else', json(200, ['hello'])],
  ])('tries again after %s', async (_name, behaviour) => {
    const server = await serve(behaviour, behaviour, say('at last'));
    expect((await complete(connect(server.baseUrl))).text).toBe('at last');
    expect(server.requests).toHaveLength(3);
  });

  it('waits as Retry-After asks, and longer each time without it', async () => {
    const pauses = recordPauses(Date.parse('2026-01-01T00:00:00Z'));
    const server = await serve(
      refuse(429, 'busy', { 'retry-after': '3' }),
      refuse(503, 'busy', { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }),
      refuse(500, 'oops'),
      refuse(429, 'busy', { 'retry-after': '999' }),
      say('hi'),
    );
    await complete(connect(server.baseUrl, { pauses }), REQUEST, { maxRetries: 4 });
    expect(pauses.delaysMs).toEqual([3000, 9000, 1000, 60_000]);
  });

  it.each([
    ['BUSY', refuse(429, 'slow down'), 3, 'it answers with status 429: slow down (3 requests)'],
    ['SERVER_ERROR', refuse(500, 'oops'), 3, 'it answers with status 500: oops (3 requests)'],
    ['BROKEN_ANSWER', raw('<html>secret page</html>'), 3, 'its answer is not a chat completion (3 requests)'],
    ['CONNECTION', cutConnection, 3, 'it cannot be reached, or dropped the connection (UND_ERR_SOCKET) (3 requests)'],
    ['REFUSED', refuse(400, 'bad request'), 1, 'it answers with status 400: bad request'],
    ['REFUSED', refuse(401, `wrong key ${KEY}`), 1, 'it answers with status 401: wrong key [hidden]'],
    ['REFUSED', refuse(403, 'no'), 1, 'it answers with status 403: no'],
    ['REFUSED', json(404, { detail: 'Not Found' }), 1, 'it answers with status 404'],
    ['REDIRECT', redirectTo('http://127.0.0.1:1/secret'), 1, 'it answers with a redirect (307), which is not followed'],
    ['OVERSIZED', pourForever, 1, 'its answer is longer than 100000 bytes'],
    ['OVERSIZED', streamForever, 1, 'its answer is longer than 100000 bytes'],
  ] as const)('gives up with %s', async (failure, behaviour, requests, reason) => {
    const server = await serve(behaviour);
    const error = await failureOf(complete(connect(server.baseUrl, { maxAnswerBytes: 100_000 })));
    expect(error.message).toBe(`endpoint "mine": ${reason}`);
    expect([error.failure, error.code]).toEqual([failure, 'UNAVAILABLE']);
    expect(server.requests).toHaveLength(requests);
  });

  it.each([
    ['never answers', neverAnswer],
    ['sends a byte now and then', dripForever],
  ])('gives up in time when the endpoint %s', async (_name, behaviour) => {
    const server = await serve(behaviour);
    const error = await failureOf(complete(connect(server.baseUrl), REQUEST, { timeoutMs: 150, maxRetries: 1 }));
    expect(error.message).toBe('endpoint "mine": it did not answer in time (limit 150 ms) (2 requests)');
  });

  it('lets go of the connection of an endless answer', async () => {
    const server = await serve(pourForever);
    await failureOf(complete(connect(server.baseUrl, { maxAnswerBytes: 1000 })));
    while ((await server.countConnections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await server.countConnections()).toBe(0);
  });

  it('says why an endpoint cannot be reached', async () => {
    const server = await startModelServer([]);
    await server.close();
    const error = await failureOf(complete(connect(server.baseUrl), REQUEST, { maxRetries: 0 }));
    expect(error.message).toBe('endpoint "mine": it cannot be reached, or dropped the connection (ECONNREFUSED)');
  });

  it('ends with the reason of its signal, in a request and in a pause', async () => {
    const stopped = new Error('stopped by the user');
    const server = await serve(neverAnswer);
    const first = new AbortController();
    const asking = connect(server.baseUrl).complete(REQUEST, {
      timeoutMs: 60_000,
      maxRetries: 0,
      signal: first.signal,
    });
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    first.abort(stopped);
    await expect(asking).rejects.toBe(stopped);

    const busy = await serve(refuse(429, 'busy', { 'retry-after': '60' }));
    const second = new AbortController();
    const guard = new AddressGuard(parseAllowList('127.0.0.0/8'));
    const client = new EndpointClient({ name: 'mine', baseUrl: busy.baseUrl, apiKey: null, guard });
    closers.push(() => client.close());
    const waiting = client.complete(REQUEST, { timeoutMs: 60_000, maxRetries: 1, signal: second.signal });
    while (busy.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    setTimeout(() => {
      second.abort(stopped);
    }, 20);
    await expect(waiting).rejects.toBe(stopped);
    await expect(client.complete(REQUEST, { timeoutMs: 1, maxRetries: 0, signal: second.signal })).rejects.toBe(
      stopped,
    );
  });

  it('does not connect to an internal address, whatever name it hides behind', async () => {
    const server = await serve(say('internal'));
    const { port } = new URL(server.baseUrl);
    const guard = new AddressGuard(parseAllowList(''), () => Promise.resolve(['127.0.0.1']));
    for (const host of ['models.example', '127.0.0.1', '2130706433', '[::ffff:127.0.0.1]']) {
      const error = await failureOf(complete(connect(`http://${host}:${port}/v1`, { guard })));
      expect(error.failure).toBe('BLOCKED');
      expect(error.message).toMatch(
        /^endpoint "mine": the host \S+ is internal, and TURNWISE_ENDPOINT_ALLOW does not name it$/,
      );
    }
    expect(server.requests).toEqual([]);
    expect(await server.countConnections()).toBe(0);
  });

  it('connects to the address that was checked, not to what DNS says a moment later', async () => {
    const checked = await startModelServer([say('the checked one')], '127.0.0.2');
    closers.push(() => checked.close());
    const { port } = new URL(checked.baseUrl);
    const internal = createServer((_request, response) => response.end('the internal one'));
    await new Promise<void>((resolve) => internal.listen(Number(port), '127.0.0.1', resolve));
    expect((internal.address() as AddressInfo).port).toBe(Number(port));
    closers.push(
      () =>
        new Promise((resolve) =>
          internal.close(() => {
            resolve();
          }),
        ),
    );
    const answers = ['127.0.0.2', '127.0.0.1'];
    let asked = 0;
    const guard = new AddressGuard(parseAllowList('127.0.0.2'), () =>
      Promise.resolve([answers[asked++] ?? '127.0.0.1']),
    );
    const client = connect(`http://rebinding.example:${port}/v1`, { guard });
    expect((await complete(client)).text).toBe('the checked one');
    expect(asked).toBe(1);
    expect(checked.requests[0]?.headers.host).toBe(`rebinding.example:${port}`);
  });

  it('never sends the key after a redirect', async () => {
    const target = await serve(say('stolen'));
    const server = await serve(redirectTo(`${target.baseUrl}/chat/completions`));
    const error = await failureOf(complete(connect(server.baseUrl)));
    expect(error.message).not.toMatch(/body of a redirect|127\.0\.0\.1/);
    expect(target.requests).toEqual([]);
  });

  it('leaves no listener on the signal', async () => {
    const server = await serve(say('hi'), cutConnection, say('hi'));
    const { signal } = new AbortController();
    const client = connect(server.baseUrl);
    for (let calls = 0; calls < 2; calls += 1)
      await client.complete(REQUEST, { timeoutMs: 10_000, maxRetries: 1, signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('shows its key to no log and no inspection', async () => {
    const server = await serve(say('hi'));
    const client = connect(server.baseUrl);
    await complete(client);
    expect(inspect(client, { depth: 20, showHidden: true })).not.toContain('abcdefgh');
    expect(JSON.stringify(client)).not.toContain('abcdefgh');
  });

  it('answers many at once', async () => {
    const server = await startModelServer((request) => say(`to ${String(request.body.messages[0]?.content)}`));
    closers.push(() => server.close());
    const client = connect(server.baseUrl);
    const texts = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const request: ChatRequest = { ...REQUEST, messages: [{ role: 'user', content: String(index) }] };
        return (await complete(client, request)).text;
      }),
    );
    expect(texts).toEqual(Array.from({ length: 30 }, (_, index) => `to ${index}`));
  });
});
