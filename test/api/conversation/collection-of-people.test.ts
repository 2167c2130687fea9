import { LISTS } from '../../../src/persistence/lists/lists';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Client as SocketClient } from 'graphql-ws';
import type { UserSession } from '../../../src/conversation/user-simulator';
import type { Collection } from '../../../src/model/collection/collection.model';
import { JOBS } from '../../../src/services/job-registry';
import { cancelCollection } from '../../../src/services/collection/cancel-collection';
import { conversationIdOf } from '../../../src/services/conversation/conversation-id';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { createHumanTurnChannel } from '../../../src/services/conversation/human-turns';
import type { LoadedTask } from '../../../src/services/tasks/load-task-set';
import { scriptedPolicySpec } from '../../../src/services/players/policy-spec';
import type { SimulatorSpec } from '../../../src/services/players/simulator-spec';
import { createHumanUser } from '../../../src/simulators/human/human-user';
import { createScriptedUser } from '../../../src/simulators/scripted-user';
import type { RunningWorker } from '../../../worker/start-worker';
import { readCollected, startTrialCollection } from '../../worker/support/collections';
import { tasksOf } from '../../worker/support/model-players';
import { ask, startTestApi, type TestApi, type TestOrganization, textAt, valueAt } from '../support/api-server';
import { type Heard, listen, openSocket } from '../support/web-socket';
import { startTestWorker } from '../support/worker';

const QUESTIONS = `subscription($experimentId: ID) { humanTurns(experimentId: $experimentId) {
  seq state humanTurn { id index agentText conversationId } } }`;
const SUBMIT = `mutation($input: SubmitUserMessageInput!) { submitUserMessage(input: $input) { id state } }`;
const WATCH = `subscription($id: ID!) { conversation(id: $id) {
  seq kind ... on ConversationMessageEvent { speaker text } ... on ConversationEndedEvent { rolloutId } } }`;
const EVENTS = `subscription($id: ID!) { experimentEvents(id: $id) {
  kind ... on ConversationStartedEvent { conversationId } } }`;
const HUMAN: SimulatorSpec = { kind: 'HUMAN', replyTimeoutMs: 60_000 };

describe('a collection whose user', () => {
  let api: TestApi;
  let worker: RunningWorker | null;
  let organization: TestOrganization;
  let experimentId: string;
  let socket: SocketClient;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    worker = null;
    organization = await api.addOrganization(`people-${randomUUID()}`);
    const input = { name: 'people', description: '', idempotencyKey: null };
    experimentId = (await createExperiment(api.database, organization.id, input)).id;
    socket = openSocket(api, organization.secrets.MEMBER);
  });
  afterEach(async () => {
    await socket.dispose();
    await worker?.close();
  });

  const place = () => ({ database: api.database, tenantId: organization.id, experimentId });

  function start(simulator: SimulatorSpec, tasks: number, settings: Readonly<Record<string, unknown>> = {}) {
    const policy = scriptedPolicySpec('GOLDEN', 0);
    return startTrialCollection(place(), { tasks, settings: { trials: 1, ...settings }, policy, simulator });
  }

  async function untilEnded(id: string): Promise<Collection> {
    const deadline = performance.now() + 25_000;
    while (performance.now() < deadline) {
      const collection = await api.database.inTenant(organization.id, (stores) => stores.collections.get(id));
      if (collection.endedAt !== null) return collection;
      await sleep(50);
    }
    throw new Error(`collection ${id} does not end`);
  }

  /** Someone at the API who answers every question as the scripted user would, until `stop`. */
  function answerEverything(collection: Collection, tasks: readonly LoadedTask[], pauseMs: number): () => void {
    const sessions = new Map<string, UserSession>(
      tasks.map((task) => [
        conversationIdOf({ collectionId: collection.id, taskExternalId: task.task.externalId, trial: 0 }),
        createScriptedUser().start({ task, trial: 0, seed: 1 }),
      ]),
    );
    const never = new AbortController().signal;
    const answer = async (data: unknown): Promise<void> => {
      if (valueAt(data, 'humanTurns.state') !== 'WAITING') return;
      const session = sessions.get(textAt(data, 'humanTurns.humanTurn.conversationId'));
      const { text } = await session!.reply(textAt(data, 'humanTurns.humanTurn.agentText'), never);
      await sleep(pauseMs);
      const input = { humanTurnId: textAt(data, 'humanTurns.humanTurn.id'), text };
      await ask(api, organization.secrets.MEMBER, SUBMIT, { input });
    };
    return socket.subscribe(
      { query: QUESTIONS, variables: { experimentId } },
      { next: ({ data }) => void answer(data), error: () => undefined, complete: () => undefined },
    );
  }

  /** The first conversation of the experiment that can be watched. */
  function firstConversation(): Promise<string> {
    return new Promise((resolve, reject) => {
      const stop = socket.subscribe(
        { query: EVENTS, variables: { id: experimentId } },
        {
          next: ({ data }) => {
            const id = valueAt(data, 'experimentEvents.conversationId');
            if (typeof id !== 'string') return;
            resolve(id);
            stop();
          },
          error: reject,
          complete: () => undefined,
        },
      );
    });
  }

  async function messagesOf(collection: Collection) {
    const rollouts = await readCollected(place(), collection.id);
    const turns = await api.database.inTenant(organization.id, (stores) =>
      stores.rollouts.findTurns(rollouts.map(({ id }) => id)),
    );
    return rollouts.map(({ id, openingMessage, reward }) => ({
      reward,
      said: [
        openingMessage,
        ...turns.filter(({ rolloutId }) => rolloutId === id).map(({ userMessage }) => userMessage),
      ].filter((text) => text !== null),
    }));
  }

  it('is people is answered through the API until it ends, and can be watched meanwhile', async () => {
    const started = await start(HUMAN, 2, { isWatchable: true });
    expect(JSON.parse(started.settingsJson)).toMatchObject({ maxTurns: 40, deadlineMs: 41 * 60_000 });
    const tasks = await tasksOf(place(), started);
    const told = firstConversation();
    const stop = answerEverything(started, tasks, 700);
    worker = await startTestWorker(api);
    const watched = listen(socket, WATCH, { id: await told });
    const ended = await untilEnded(started.id);
    stop();
    const rollouts = await readCollected(place(), ended.id);
    expect(rollouts.map(({ outcomeClass, reward, endReason }) => [outcomeClass, reward, endReason])).toEqual([
      ['SCORED', 1, 'user_stop'],
      ['SCORED', 1, 'user_stop'],
    ]);
    const events = (await watched).map(({ data }: Heard) => data!.conversation as Record<string, unknown>);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.at(-1)).toMatchObject({ kind: 'ENDED' });
    const { rolloutId } = events.at(-1)!;
    const index = rollouts.findIndex(({ id }) => id === rolloutId);
    const spoken = events.filter(({ speaker }) => speaker === 'USER').map(({ text }) => text);
    expect(spoken).toEqual((await messagesOf(ended))[index]!.said);
    const turns = await api.database.inTenant(organization.id, (stores) =>
      stores.rollouts.findTurns([rollouts[index]!.id]),
    );
    const words = turns.filter(({ userMessage }) => userMessage !== null).map(({ message }) => message);
    expect(events.filter(({ speaker }) => speaker === 'AGENT').map(({ text }) => text)).toEqual(words);
  });

  it('is people is not given less time than one answer may take', async () => {
    await expect(start(HUMAN, 1, { deadlineMs: 59_999 })).rejects.toThrow(
      'deadlineMs: is 59999; the user is played by people, who have 60000 ms for each answer',
    );
    const week = 7 * 24 * 3_600_000;
    const longest = await start({ kind: 'HUMAN', replyTimeoutMs: week }, 1);
    expect(JSON.parse(longest.settingsJson)).toMatchObject({ deadlineMs: week });
    await cancelCollection(api.database, organization.id, { id: longest.id, jobs: JOBS });
  });

  it('is people asks nothing more when it was cancelled after its worker was lost', async () => {
    const collection = await start(HUMAN, 1);
    const inUnit = <Result>(work: Parameters<typeof api.database.inTenant<Result>>[1]) =>
      api.database.inTenant(organization.id, work);
    const channel = createHumanTurnChannel({ askInUnit: inUnit, inUnit, experimentId, collectionId: collection.id });
    const [task] = await tasksOf(place(), collection);
    const asking = createHumanUser({ channel, replyTimeoutMs: 60_000 }).start({ task: task!, trial: 0, seed: 1 });
    const asked = asking.reply('Hello\0', new AbortController().signal).catch((error: unknown) => error);
    const waiting = () =>
      inUnit(async (stores) =>
        (await stores.lists.counts(LISTS.waitingHumanTurnsOfExperiment, [experimentId], {})).get(experimentId),
      );
    while ((await waiting()) === 0) await sleep(20);
    await cancelCollection(api.database, organization.id, { id: collection.id, jobs: JOBS });
    expect(await waiting()).toBe(0);
    expect(String(await asked)).toMatch(/is CANCELLED/);
  });

  it('is recorded says the same again, to the same end', async () => {
    worker = await startTestWorker(api);
    const recorded = await untilEnded((await start({ kind: 'SCRIPTED' }, 6)).id);
    const first = await messagesOf(recorded);
    expect(first.map(({ reward }) => reward)).toEqual([1, 1, 1, 1, 1, 1]);
    const replayed = await untilEnded((await start({ kind: 'REPLAY', experimentId, policyName: null }, 6)).id);
    expect(replayed.id).not.toBe(recorded.id);
    const bySpeech = (a: { said: unknown[] }, b: { said: unknown[] }): number =>
      JSON.stringify(a.said) < JSON.stringify(b.said) ? -1 : 1;
    expect((await messagesOf(replayed)).sort(bySpeech)).toEqual([...first].sort(bySpeech));
  });
});
