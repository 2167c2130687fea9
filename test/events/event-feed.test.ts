import { Client } from 'pg';
import { UnavailableError } from '../../src/errors';
import { EventFeed } from '../../src/events/event-feed';
import type { StreamEvent } from '../../src/events/streams';
import { NotificationListener } from '../../src/persistence/notification-listener';
import { EVENT_CHANNEL } from '../../src/persistence/stores/jobs/event-store';
import { TenantDatabase } from '../../src/persistence/tenant-database';
import { TenantDirectory } from '../../src/persistence/tenant-directory';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

const STREAM = 'experiment:one';
const IS_LISTENER = `application_name = 'turnwise listener' AND datname = current_database()`;

describe('the event feed', () => {
  let testDatabase: TestDatabase;
  let database: TenantDatabase;
  let tenantId: string;
  let feed: EventFeed;
  let listener: NotificationListener;
  let hangUp: AbortController;

  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = await TenantDatabase.connect(testDatabase.applicationUrl, 8);
    tenantId = (await new TenantDirectory(database).createOrganization('acme', 'Acme')).id;
    // No poll within a test: what arrives was notified, or read again after a reconnection.
    feed = new EventFeed({ readSince, pollMs: 600_000, pageSize: 3 });
    listener = new NotificationListener(testDatabase.applicationUrl, { [EVENT_CHANNEL]: feed });
    await listener.start();
    hangUp = new AbortController();
  });

  afterEach(async () => {
    hangUp.abort();
    await listener.close();
    await database.close();
    await testDatabase.drop();
  });

  function readSince(tenant: string, stream: string, since: number, limit: number): Promise<StreamEvent[]> {
    return database.inTenant(tenant, (stores) => stores.events.readSince(stream, since, limit));
  }

  function append(...kinds: string[]): Promise<void> {
    return database.inTenant(tenantId, async (stores) => {
      for (const kind of kinds) await stores.events.append(STREAM, kind, {});
    });
  }

  /** The kinds of the next `count` events. */
  async function take(events: AsyncGenerator<StreamEvent>, count: number): Promise<string[]> {
    const kinds: string[] = [];
    while (kinds.length < count) {
      const next = await events.next();
      if (next.done === true) throw new Error(`the feed ended after ${kinds.join(', ')}`);
      kinds.push(next.value.kind);
    }
    return kinds;
  }

  it('replays what was before, in pages, and goes on with what comes', async () => {
    await append('1', '2', '3', '4', '5', '6', '7');
    const events = feed.subscribe(tenantId, STREAM, 0, hangUp.signal);
    expect(await take(events, 7)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    const next = take(events, 2);
    await append('8');
    await append('9');
    expect(await next).toEqual(['8', '9']);
  });

  it('starts after the event that the subscriber saw last', async () => {
    await append('1', '2', '3', '4');
    const events = feed.subscribe(tenantId, STREAM, 3, hangUp.signal);
    expect(await take(events, 1)).toEqual(['4']);
  });

  it('gives the order of commits when a later writer tries to overtake', async () => {
    const events = feed.subscribe(tenantId, STREAM, 0, hangUp.signal);
    const heard = take(events, 2);
    const order: string[] = [];
    const appended = new Gate();
    const mayCommit = new Gate();
    const first = database.inTenant(tenantId, async (stores) => {
      await stores.events.append(STREAM, 'first', {});
      appended.open();
      await mayCommit.passed;
    });
    await appended.passed;
    const second = append('second').then(() => order.push('second committed'));
    await someoneWaitsForALock();
    order.push('first may commit');
    mayCommit.open();
    await Promise.all([first, second]);
    expect(order).toEqual(['first may commit', 'second committed']);
    expect(await heard).toEqual(['first', 'second']);
  });

  it('gives the number of a writer that gave up to the next one', async () => {
    const appended = new Gate();
    const mayFail = new Gate();
    const first = database.inTenant(tenantId, async (stores) => {
      await stores.events.append(STREAM, 'first', {});
      appended.open();
      await mayFail.passed;
      throw new Error('gave up');
    });
    await appended.passed;
    const second = append('second');
    await someoneWaitsForALock();
    mayFail.open();
    await expect(first).rejects.toThrow('gave up');
    await second;
    const events = feed.subscribe(tenantId, STREAM, 0, hangUp.signal);
    expect((await events.next()).value).toMatchObject({ seq: 1, kind: 'second' });
  });

  it('misses nothing and repeats nothing when the listening connection is cut', async () => {
    const events = feed.subscribe(tenantId, STREAM, 0, hangUp.signal);
    await append('before');
    expect(await take(events, 1)).toEqual(['before']);
    const next = take(events, 2);
    const [cut] = await asAdmin(
      `SELECT pid, pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE ${IS_LISTENER}`,
    );
    expect(cut).toMatchObject({ done: true });
    await append('while cut 1', 'while cut 2');
    expect(await next).toEqual(['while cut 1', 'while cut 2']);
    await waitForRow(`SELECT 1 FROM pg_stat_activity WHERE ${IS_LISTENER} AND pid <> ${cut!.pid as number}`);
    const last = take(events, 1);
    await append('after');
    expect(await last).toEqual(['after']);
  });

  it('waits for a database that is away instead of ending', async () => {
    const failures: unknown[] = [];
    const polling = new EventFeed({
      readSince: (...question) =>
        readSince(...question).catch((error: unknown) => {
          failures.push(error);
          throw error;
        }),
      pollMs: 50,
    });
    const events = polling.subscribe(tenantId, STREAM, 0, hangUp.signal);
    await append('before');
    expect(await take(events, 1)).toEqual(['before']);
    const next = take(events, 1);
    await asAdmin(`ALTER DATABASE ${testDatabase.name} CONNECTION LIMIT 0`);
    await asAdmin(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    while (failures.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await asAdmin(`ALTER DATABASE ${testDatabase.name} CONNECTION LIMIT -1`);
    await append('after');
    expect(await next).toEqual(['after']);
    expect(failures[0]).toBeInstanceOf(UnavailableError);
  });

  it('reads again rather than keeping what a slow subscriber has not taken', async () => {
    const sizes: number[] = [];
    const watched = new EventFeed({
      readSince: async (...question) => {
        const page = await readSince(...question);
        sizes.push(page.length);
        return page;
      },
      pageSize: 3,
    });
    await append('1', '2', '3', '4');
    const events = watched.subscribe(tenantId, STREAM, 0, hangUp.signal);
    expect(await take(events, 1)).toEqual(['1']);
    for (let i = 5; i <= 20; i += 1) await append(`${i}`);
    expect(sizes).toEqual([3]);
    expect(await take(events, 19)).toEqual(Array.from({ length: 19 }, (_, i) => `${i + 2}`));
    expect(Math.max(...sizes)).toBe(3);
  });

  it('tells many subscribers of one stream the same, and those of another organization nothing', async () => {
    const other = (await new TenantDirectory(database).createOrganization('other', 'Other')).id;
    const mine = [1, 2, 3].map(() => feed.subscribe(tenantId, STREAM, 0, hangUp.signal));
    const theirs = feed.subscribe(other, STREAM, 0, hangUp.signal);
    const heard = mine.map((events) => take(events, 2));
    const hidden = theirs.next();
    await append('1', '2');
    expect(await Promise.all(heard)).toEqual([
      ['1', '2'],
      ['1', '2'],
      ['1', '2'],
    ]);
    await database.inTenant(other, (stores) => stores.events.append(STREAM, 'theirs', {}));
    expect((await hidden).value).toMatchObject({ seq: 1, kind: 'theirs' });
  });

  it('forgets a subscriber that hangs up, also while it waits', async () => {
    const events = feed.subscribe(tenantId, STREAM, 0, hangUp.signal);
    const next = events.next();
    expect(feed.subscriberCount).toBe(1);
    hangUp.abort();
    expect((await next).done).toBe(true);
    expect(feed.subscriberCount).toBe(0);
  });

  async function asAdmin(sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: testDatabase.adminUrl });
    await client.connect();
    try {
      const result = await client.query(sql);
      return result.rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }

  async function waitForRow(sql: string): Promise<void> {
    while ((await asAdmin(sql)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  function someoneWaitsForALock(): Promise<void> {
    return waitForRow(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`);
  }
});

/** A promise that the test fulfils. */
class Gate {
  open: () => void = () => undefined;
  readonly passed = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}
