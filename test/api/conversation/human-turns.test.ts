import { randomUUID } from 'node:crypto';
import type { Client as SocketClient } from 'graphql-ws';
import { SimulatorError } from '../../../src/conversation/user-simulator';
import { CancelledError, UnavailableError } from '../../../src/errors';
import { createHumanTurnChannel } from '../../../src/services/conversation/human-turns';
import { TEXTS } from '../../../src/stored-text';
import { createHumanUser } from '../../../src/simulators/human/human-user';
import { createCollection } from '../support/collection';
import {
  ask,
  codeOf,
  listAt,
  send,
  startTestApi,
  type TestApi,
  type TestOrganization,
  textAt,
  valueAt,
} from '../support/api-server';
import { addRows } from '../support/organization-rows';
import { personalTask } from '../support/personal-task';
import { listen, openSocket } from '../support/web-socket';

const WAITING = `query($experimentId: ID) { waitingHumanTurns(experimentId: $experimentId) { totalCount nodes {
  id state index agentText instruction taskExternalId trial earlierExchanges { agentText answerText } } } }`;
const SUBMIT = `mutation($input: SubmitUserMessageInput!) { submitUserMessage(input: $input) {
  id state answerText answeredById endedAt } }`;
const TURN = 'query($id: ID!) { humanTurn(id: $id) { state answerText } }';
const EVENTS = `subscription($experimentId: ID, $since: Int) { humanTurns(experimentId: $experimentId, since: $since) {
  seq state index taskExternalId humanTurn { agentText } } }`;

describe('a user played by a person', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let experimentId: string;
  let socket: SocketClient;
  const never = new AbortController().signal;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    organization = await api.addOrganization(`people-${randomUUID()}`);
    const created = await ask(api, organization.secrets.MEMBER, CREATE, { name: 'by hand' });
    experimentId = textAt(created, 'createExperiment.id');
    socket = openSocket(api, organization.secrets.VIEWER);
  });
  afterEach(() => socket.dispose());

  const CREATE = 'mutation($name: String!) { createExperiment(input: { name: $name }) { id } }';

  /** A person who answers a worker's questions. */
  function openUser(collectionId: string | null = null, replyTimeoutMs = 60_000) {
    const inUnit = <Result>(work: Parameters<typeof api.database.inTenant<Result>>[1]) =>
      api.database.inTenant(organization.id, work);
    const channel = createHumanTurnChannel({
      askInUnit: inUnit,
      inUnit,
      experimentId,
      collectionId,
      longestPauseMs: 100,
    });
    return createHumanUser({ channel, replyTimeoutMs });
  }

  const startUser = (collectionId: string | null = null, replyTimeoutMs?: number) =>
    openUser(collectionId, replyTimeoutMs).start({ task: personalTask('17'), trial: 2, seed: 1 });

  /** The turns that wait, once there are as many. */
  async function untilWaiting(count: number): Promise<Record<string, unknown>[]> {
    for (;;) {
      const data = await ask(api, organization.secrets.VIEWER, WAITING, { experimentId });
      const nodes = listAt(data, 'waitingHumanTurns.nodes') as Record<string, unknown>[];
      if (nodes.length === count) return nodes;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const submit = (humanTurnId: unknown, text: string, more: Record<string, unknown> = {}) =>
    send(api, organization.secrets.MEMBER, SUBMIT, { input: { humanTurnId, text, ...more } });

  it('reads what the agent said, answers, and sees the conversation so far at the next turn', async () => {
    const session = startUser();
    const first = session.reply('Hi! How can I help you today?', never);
    const [turn] = await untilWaiting(1);
    expect(turn).toMatchObject({
      state: 'WAITING',
      index: 0,
      agentText: 'Hi! How can I help you today?',
      instruction: personalTask('17').task.instruction,
      taskExternalId: '17',
      trial: 2,
      earlierExchanges: [],
    });
    const answered = await submit(turn!.id, 'I want to cancel.');
    expect(valueAt(answered.data, 'submitUserMessage')).toMatchObject({
      state: 'ANSWERED',
      answerText: 'I want to cancel.',
    });
    expect(textAt(answered.data, 'submitUserMessage.answeredById')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await first).toEqual({ text: 'I want to cancel.', inputTokens: null, outputTokens: null, cost: null });

    const second = session.reply('Which trip?', never);
    const [next] = await untilWaiting(1);
    expect(next).toMatchObject({
      index: 1,
      earlierExchanges: [{ agentText: 'Hi! How can I help you today?', answerText: 'I want to cancel.' }],
    });
    await submit(next!.id, '###STOP###');
    expect((await second).text).toBe('###STOP###');
    expect(await untilWaiting(0)).toEqual([]);
  });

  it('may send the same answer twice, and no other one', async () => {
    const reply = startUser().reply('Hello', never);
    const [turn] = await untilWaiting(1);
    const key = { idempotencyKey: 'one' };
    expect((await submit(turn!.id, 'yes', key)).errors).toBeUndefined();
    expect((await submit(turn!.id, 'yes', key)).errors).toBeUndefined();
    expect((await submit(turn!.id, 'yes')).errors).toBeUndefined();
    expect(codeOf(await submit(turn!.id, 'no', key))).toBe('CONFLICT');
    const other = await submit(turn!.id, 'no');
    expect(other.errors?.map((error) => [error.extensions.code, error.message])).toEqual([
      ['CONFLICT', `human turn ${turn!.id as string} already has a different answer`],
    ]);
    expect((await reply).text).toBe('yes');
  });

  it('is heard once when several answer at the same time', async () => {
    const reply = startUser().reply('Hello', never);
    const [turn] = await untilWaiting(1);
    const texts = ['a', 'b', 'c', 'd'];
    const answers = await Promise.all(texts.map((text) => submit(turn!.id, text)));
    const accepted = texts.filter((_, i) => answers[i]!.errors === undefined);
    expect(accepted).toEqual([(await reply).text]);
    expect(answers.map(codeOf).filter((code) => code === 'CONFLICT')).toHaveLength(3);
  });

  it('who says nothing in time is a failure of the simulator, and cannot answer any more', async () => {
    const failure = await startUser(null, 150)
      .reply('Hello', never)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SimulatorError);
    const id = /human turn (\S+)/.exec((failure as Error).message)![1];
    expect((await ask(api, organization.secrets.VIEWER, TURN, { id })).humanTurn).toEqual({
      state: 'EXPIRED',
      answerText: null,
    });
    expect(codeOf(await submit(id, 'too late'))).toBe('CONFLICT');
  });

  it('is not asked any longer when the conversation is broken off', async () => {
    const control = new AbortController();
    const reply = startUser()
      .reply('Hello', control.signal)
      .catch((error: unknown) => error);
    const [turn] = await untilWaiting(1);
    const reason = new CancelledError('the collection was cancelled');
    control.abort(reason);
    expect(await reply).toBe(reason);
    expect((await ask(api, organization.secrets.VIEWER, TURN, { id: turn!.id })).humanTurn).toMatchObject({
      state: 'CANCELLED',
    });
  });

  it('is asked anew after the loss of a worker, whose question is cancelled; that of another conversation is not', async () => {
    const collectionId = await createCollection(api, organization.id, experimentId);
    const lost = startUser(collectionId)
      .reply('Hello', never)
      .catch((error: unknown) => error);
    const [abandoned] = await untilWaiting(1);
    const elsewhere = openUser(collectionId)
      .start({ task: personalTask('17'), trial: 3, seed: 1 })
      .reply('Other', never);
    await untilWaiting(2);

    const again = startUser(collectionId).reply('Hello again', never);
    for (let texts: unknown[] = []; !texts.includes('Hello again');) {
      texts = (await untilWaiting(2)).map((turn) => turn.agentText);
    }
    expect(await lost).toBeInstanceOf(UnavailableError);
    expect((await ask(api, organization.secrets.VIEWER, TURN, { id: abandoned!.id })).humanTurn).toMatchObject({
      state: 'CANCELLED',
    });
    for (const turn of await untilWaiting(2)) await submit(turn.id, `to ${String(turn.agentText)}`);
    expect((await again).text).toBe('to Hello again');
    expect((await elsewhere).text).toBe('to Other');
  });

  it.each([
    ['nothing', '', 'INVALID_INPUT', 'input.text is blank; it must have a visible character'],
    ['blanks', ' \n', 'INVALID_INPUT', 'input.text is blank; it must have a visible character'],
    [
      'a NUL character',
      'a\0b',
      'INVALID_INPUT',
      'input.text has a NUL character at position 1; Postgres cannot store it',
    ],
    [
      'too much',
      'x'.repeat(TEXTS.userMessage.max + 1),
      'LIMIT_EXCEEDED',
      `input.text has 10001 characters; at most 10000 are allowed: "${'x'.repeat(40)}..."`,
    ],
  ])('cannot say %s', async (_what, text, code, message) => {
    const { humanTurnId } = await addRows(api, organization.id);
    const refused = await submit(humanTurnId, text);
    expect(refused.errors?.map((error) => [error.extensions.code, error.message])).toEqual([[code, message]]);
    expect((await ask(api, organization.secrets.VIEWER, TURN, { id: humanTurnId })).humanTurn).toMatchObject({
      state: 'WAITING',
    });
  });

  it('is told of questions through the subscription, live and from where it was', async () => {
    const live = listen(socket, EVENTS, { experimentId }, 3);
    const session = startUser();
    const first = session.reply('One', never);
    const [turn] = await untilWaiting(1);
    await submit(turn!.id, 'ok');
    await first;
    const second = session.reply('Two', never);
    const [next] = await untilWaiting(1);
    const seen = (await live).map(({ data }) => data?.humanTurns);
    expect(seen).toMatchObject([
      { seq: 1, state: 'WAITING', index: 0, taskExternalId: '17', humanTurn: { agentText: 'One' } },
      { seq: 2, state: 'ANSWERED', index: 0 },
      { seq: 3, state: 'WAITING', index: 1, humanTurn: { agentText: 'Two' } },
    ]);
    await submit(next!.id, 'ok');
    await second;
    const rest = await listen(socket, EVENTS, { experimentId, since: 2 }, 2);
    expect(rest.map(({ data }) => [valueAt(data, 'humanTurns.seq'), valueAt(data, 'humanTurns.state')])).toEqual([
      [3, 'WAITING'],
      [4, 'ANSWERED'],
    ]);
    const ofOrganization = await listen(socket, EVENTS, { since: 3 }, 1);
    expect(valueAt(ofOrganization[0]!.data, 'humanTurns.seq')).toBe(4);
    const [refused] = await listen(socket, EVENTS, { since: 5 });
    expect(refused?.errors?.[0]?.message).toBe('since: is 5; the stream has 4 events, so it must be 0 to 4');
  });

  it('of another organization is invisible, although the question exists', async () => {
    const { humanTurnId } = await addRows(api, organization.id);
    const stranger = await api.addOrganization(`strangers-${randomUUID()}`);
    const all = 'query { waitingHumanTurns { totalCount nodes { id } } }';
    expect(valueAt(await ask(api, organization.secrets.VIEWER, all), 'waitingHumanTurns')).toEqual({
      totalCount: 1,
      nodes: [{ id: humanTurnId }],
    });
    expect(valueAt(await ask(api, stranger.secrets.ADMIN, all), 'waitingHumanTurns')).toEqual({
      totalCount: 0,
      nodes: [],
    });
    const input = { humanTurnId, text: 'hello' };
    expect(codeOf(await send(api, stranger.secrets.ADMIN, SUBMIT, { input }))).toBe('NOT_FOUND');
    const { secret } = await api.database.inTenant(organization.id, (stores) => stores.apiKeys.issue('v', 'VIEWER'));
    expect(codeOf(await send(api, secret, SUBMIT, { input }))).toBe('FORBIDDEN');
    expect((await submit(humanTurnId, 'hello')).errors).toBeUndefined();
  });
});
