import { randomUUID } from 'node:crypto';
import type { Client as SocketClient } from 'graphql-ws';
import type { TenantStores } from '../../../src/persistence/tenant-stores';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { type ConversationWatch, openConversationWatch } from '../../../src/services/conversation/watch-conversation';
import { startTestApi, type TestApi, type TestOrganization, textAt, valueAt } from '../support/api-server';
import { type Heard, listen, openSocket } from '../support/web-socket';

const CONVERSATION = `subscription($id: ID!, $since: Int) { conversation(id: $id, since: $since) {
  seq kind ... on ConversationMessageEvent { speaker text isCut }
  ... on ConversationToolCallEvent { toolName toolArguments result isCut }
  ... on ConversationEndedEvent { rolloutId } } }`;
const EXPERIMENT = `subscription($id: ID!) { experimentEvents(id: $id) {
  kind ... on ConversationStartedEvent { conversationId } } }`;

describe('a conversation that is watched', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let experimentId: string;
  let conversationId: string;
  let watch: ConversationWatch;
  let socket: SocketClient;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    organization = await api.addOrganization(`watchers-${randomUUID()}`);
    const input = { name: 'watched', description: '', idempotencyKey: null };
    experimentId = (await createExperiment(api.database, organization.id, input)).id;
    conversationId = randomUUID();
    watch = openConversationWatch({
      inUnit,
      experimentId,
      conversationId,
      unseenMs: 0,
      intervalMs: 10,
      onError: (error) => {
        throw error;
      },
    });
    socket = openSocket(api, organization.secrets.VIEWER);
  });
  afterEach(async () => {
    await watch.stop();
    await socket.dispose();
  });

  const inUnit = <Result>(work: (stores: TenantStores) => Promise<Result>): Promise<Result> =>
    api.database.inTenant(organization.id, work);

  async function end(rolloutId: string): Promise<void> {
    await watch.stop();
    await inUnit((stores) => watch.writeEnd(stores, rolloutId));
  }

  const linesOf = (heard: readonly Heard[]) =>
    heard.map(({ data }) => [
      valueAt(data, 'conversation.seq'),
      valueAt(data, 'conversation.text') ?? valueAt(data, 'conversation.kind'),
    ]);

  it('is found through its experiment, followed live, and ends with its rollout', async () => {
    const told = listen(socket, EXPERIMENT, { id: experimentId }, 1);
    watch.onUtterance({ speaker: 'USER', text: 'Hello.' });
    const event = (await told)[0]!.data;
    expect(event).toEqual({ experimentEvents: { kind: 'CONVERSATION_STARTED', conversationId } });

    const heard = listen(socket, CONVERSATION, { id: textAt(event, 'experimentEvents.conversationId') });
    watch.onUtterance({ speaker: 'TOOL', name: 'think', arguments: '{}', result: 'ok' });
    await listen(socket, CONVERSATION, { id: conversationId, since: 1 }, 1);
    watch.onUtterance({ speaker: 'AGENT', text: 'Hi.' });
    const rolloutId = randomUUID();
    await end(rolloutId);
    expect((await heard).map(({ data }) => data?.conversation)).toEqual([
      { seq: 1, kind: 'MESSAGE', speaker: 'USER', text: 'Hello.', isCut: false },
      { seq: 2, kind: 'TOOL_CALL', toolName: 'think', toolArguments: '{}', result: 'ok', isCut: false },
      { seq: 3, kind: 'MESSAGE', speaker: 'AGENT', text: 'Hi.', isCut: false },
      { seq: 4, kind: 'ENDED', rolloutId },
    ]);
  });

  it('is caught up on from where the watcher was, also when it is over', async () => {
    for (const text of ['a', 'b', 'c']) watch.onUtterance({ speaker: 'USER', text });
    await listen(socket, EXPERIMENT, { id: experimentId }, 1);
    const first = (await listen(socket, CONVERSATION, { id: conversationId }, 2)).slice(0, 2);
    await socket.dispose();
    await end(randomUUID());
    socket = openSocket(api, organization.secrets.VIEWER);
    const rest = await listen(socket, CONVERSATION, { id: conversationId, since: 2 });
    expect(linesOf([...first, ...rest])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'ENDED'],
    ]);
    expect(await listen(socket, CONVERSATION, { id: conversationId, since: 4 })).toEqual([]);
    const [refused] = await listen(socket, CONVERSATION, { id: conversationId, since: 5 });
    expect(refused?.errors?.[0]?.message).toBe('since: is 5; the stream has 4 events, so it must be 0 to 4');
  });

  it('is NOT_FOUND to another organization, although it exists', async () => {
    watch.onUtterance({ speaker: 'USER', text: 'our secret' });
    await listen(socket, EXPERIMENT, { id: experimentId }, 1);
    await end(randomUUID());
    expect(await listen(socket, CONVERSATION, { id: conversationId })).toHaveLength(2);
    const stranger = await api.addOrganization(`strangers-${randomUUID()}`);
    const theirs = openSocket(api, stranger.secrets.ADMIN);
    for (const id of [conversationId, randomUUID()]) {
      const heard = await listen(theirs, CONVERSATION, { id });
      expect(heard.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['NOT_FOUND']);
    }
    await theirs.dispose();
  });
});
