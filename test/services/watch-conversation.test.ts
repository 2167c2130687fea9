import { randomUUID } from 'node:crypto';
import type { Utterance } from '../../src/conversation/conversation';
import { conversationStream, experimentStream } from '../../src/events/streams';
import type { StoredEvent } from '../../src/persistence/stores/jobs/event-store';
import type { TenantStores } from '../../src/persistence/tenant-stores';
import { MAX_EVENT_TEXT } from '../../src/services/conversation/conversation-event';
import { createExperiment } from '../../src/services/experiments/create-experiment';
import { type ConversationWatch, openConversationWatch } from '../../src/services/conversation/watch-conversation';
import { createTestTenant, type TestTenant } from '../support/tenant';

describe('the watch on a conversation', () => {
  let tenant: TestTenant;
  let experimentId: string;
  let conversationId: string;
  let writes: number;
  let errors: unknown[];

  beforeAll(async () => {
    tenant = await createTestTenant();
    const input = { name: 'watched', description: '', idempotencyKey: null };
    experimentId = (await createExperiment(tenant.database, tenant.tenantId, input)).id;
  });
  afterAll(() => tenant.close());
  beforeEach(() => {
    conversationId = randomUUID();
    writes = 0;
    errors = [];
  });

  const inUnit = <Result>(work: (stores: TenantStores) => Promise<Result>): Promise<Result> =>
    tenant.database.inTenant(tenant.tenantId, work);

  const countedUnit = <Result>(work: (stores: TenantStores) => Promise<Result>): Promise<Result> => {
    writes += 1;
    return inUnit(work);
  };

  function open(unseenMs = 0, unit: typeof inUnit = countedUnit): ConversationWatch {
    const onError = (error: unknown) => errors.push(error);
    return openConversationWatch({
      inUnit: unit,
      experimentId,
      conversationId,
      unseenMs,
      intervalMs: 20,
      onError,
    });
  }

  const events = (): Promise<StoredEvent[]> =>
    inUnit((stores) => stores.events.readSince(conversationStream(conversationId), 0, 1000));

  const textsOf = (found: readonly StoredEvent[]) => found.map(({ kind, payload }) => payload.text ?? kind);

  async function untilEvents(count: number): Promise<StoredEvent[]> {
    for (;;) {
      const found = await events();
      if (found.length >= count) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const say = (text: string): Utterance => ({ speaker: 'AGENT', text });

  async function end(watch: ConversationWatch, rolloutId: string | null = null): Promise<void> {
    await watch.stop();
    await inUnit((stores) => watch.writeEnd(stores, rolloutId));
  }

  it('shows each utterance in order, calls of tools among them, and then the rollout', async () => {
    const rolloutId = randomUUID();
    const watch = open();
    watch.onUtterance({ speaker: 'USER', text: 'Hello.' });
    watch.onUtterance({ speaker: 'TOOL', name: 'think', arguments: '{"thought": ""}', result: 'nothing' });
    await untilEvents(2);
    watch.onUtterance(say('Hi.'));
    await end(watch, rolloutId);
    const nothing = { speaker: null, text: null, toolName: null, toolArguments: null, isCut: false, rolloutId: null };
    expect((await events()).map(({ seq, kind, payload }) => ({ seq, kind, payload }))).toEqual([
      { seq: 1, kind: 'UTTERANCE', payload: { ...nothing, speaker: 'USER', text: 'Hello.' } },
      {
        seq: 2,
        kind: 'UTTERANCE',
        payload: {
          ...nothing,
          speaker: 'TOOL',
          text: 'nothing',
          toolName: 'think',
          toolArguments: '{"thought": ""}',
        },
      },
      { seq: 3, kind: 'UTTERANCE', payload: { ...nothing, speaker: 'AGENT', text: 'Hi.' } },
      { seq: 4, kind: 'ENDED', payload: { ...nothing, rolloutId } },
    ]);
    expect(errors).toEqual([]);
  });

  it('tells the experiment of a conversation that can be watched, once', async () => {
    const watch = open();
    watch.onUtterance(say('one'));
    await untilEvents(1);
    watch.onUtterance(say('two'));
    await untilEvents(2);
    await end(watch);
    const told = await inUnit((stores) => stores.events.readSince(experimentStream(experimentId), 0, 1000));
    const mine = told.filter(({ payload }) => payload.conversationId === conversationId);
    expect(mine.map(({ kind }) => kind)).toEqual(['CONVERSATION_STARTED']);
  });

  it('writes what comes fast in few units, nothing lost and nothing out of order', async () => {
    const watch = open();
    const texts = Array.from({ length: 300 }, (_, i) => `turn ${i}`);
    for (const [i, text] of texts.entries()) {
      watch.onUtterance(say(text));
      if (i % 100 === 0) await untilEvents(i);
    }
    await end(watch);
    expect(textsOf(await events())).toEqual([...texts, 'ENDED']);
    expect(writes).toBeLessThan(10);
  });

  it('writes nothing at all of a conversation that is over before anybody could watch it', async () => {
    const watch = open(60_000);
    for (let i = 0; i < 50; i += 1) watch.onUtterance(say(`${i}`));
    await end(watch, randomUUID());
    expect({ found: await events(), writes }).toEqual({ found: [], writes: 0 });
  });

  it.each([0, 60_000])('goes on with the stream of a lost worker and says so (unseen for %i ms)', async (unseenMs) => {
    const lost = open();
    lost.onUtterance(say('lost'));
    await untilEvents(1);
    await lost.stop();
    const again = open(unseenMs);
    again.onUtterance(say('again'));
    if (unseenMs === 0) await untilEvents(3);
    await end(again);
    expect(textsOf(await events())).toEqual(['lost', 'RESTARTED', 'again', 'ENDED']);
  });

  it('says in its place that the conversation is played again', async () => {
    const shown = open();
    shown.onUtterance(say('failed'));
    shown.playAnew();
    shown.onUtterance(say('again'));
    await untilEvents(3);
    await end(shown);
    expect(textsOf(await events())).toEqual(['failed', 'RESTARTED', 'again', 'ENDED']);
  });

  it('cuts a long text, says so, and stores what Postgres can', async () => {
    const watch = open();
    watch.onUtterance(say(`${'x'.repeat(MAX_EVENT_TEXT - 1)}😀`));
    watch.onUtterance(say('a\0b'));
    const found = await untilEvents(2);
    await end(watch);
    expect(found[0]!.payload).toMatchObject({ text: `${'x'.repeat(MAX_EVENT_TEXT - 1)}\uFFFD`, isCut: true });
    expect(found[1]!.payload).toMatchObject({ text: 'a\0b', isCut: false });
  });

  it('writes again what it could not write, in order', async () => {
    let isAway = true;
    const watch = open(0, (work) => (isAway ? Promise.reject(new Error('away')) : inUnit(work)));
    watch.onUtterance(say('one'));
    while (errors.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    watch.onUtterance(say('two'));
    isAway = false;
    await untilEvents(2);
    await end(watch);
    expect(textsOf(await events())).toEqual(['one', 'two', 'ENDED']);
  });
});
