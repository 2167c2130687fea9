import { Client } from 'pg';
import { createLogger } from '../../../src/logging';
import { ask, codeOf, listAt, send, startTestApi, type TestApi, type TestOrganization } from '../support/api-server';
import { addRows, type OrganizationRows } from '../support/organization-rows';
import { listen, openSocket } from '../support/web-socket';

const JOB = 'subscription($id: ID!) { jobProgress(id: $id) { seq } }';
const EXPERIMENT = 'subscription($id: ID!) { experimentEvents(id: $id) { seq } }';
const REVOKE = 'mutation($id: ID!) { revokeApiKey(id: $id) { revokedAt } }';
const USES = '{ apiKeys { nodes { name lastUsedAt } } }';
type Use = { readonly name: string; readonly lastUsedAt: string | null };

/** Keys that the test does not use. */
const UNUSED = { MEMBER: null, WORKER: null };

/** So long that nothing in a test waits for it. */
const NEVER_MS = 3_600_000;

/** Two servers take their time on a busy machine. */
const START_MS = 120_000;

describe('keys, with two API processes on one database', () => {
  let first: TestApi;
  let second: TestApi;
  let organization: TestOrganization;
  let rows: OrganizationRows;

  beforeAll(async () => {
    // No check of keys within a test: what ends a socket is the notification, or the check after a reconnection.
    const settings = {
      keyCheckMs: NEVER_MS,
      keyUseWriteMs: NEVER_MS,
      wrongKeys: { free: 1, firstDelayMs: NEVER_MS, maxDelayMs: NEVER_MS },
    };
    first = await startTestApi(undefined, null, settings);
    second = await startTestApi(createLogger('silent', 'test'), { tables: first.tables, files: first.files }, settings);
    organization = await first.addOrganization('keepers');
    rows = await addRows(first, organization.id);
  }, START_MS);
  afterAll(async () => {
    await second.server.close();
    await second.database.close();
    await first.stop();
  });

  const issue = () => first.database.inTenant(organization.id, (stores) => stores.apiKeys.issue('short', 'VIEWER'));

  /** A subscription that is running. @returns what ends it */
  async function subscribe(api: TestApi, secret: string): Promise<{ end: Promise<unknown> }> {
    const client = openSocket(api, secret);
    const end = listen(client, EXPERIMENT, { id: rows.experimentId }).then(
      () => 'completed',
      (error: unknown) => (error as Error).message,
    );
    await listen(client, JOB, { id: rows.jobRunId }, 1);
    return { end };
  }

  it('end their sockets in every process once revoked, and no others', async () => {
    const { key, secret } = await issue();
    const doomed = [await subscribe(first, secret), await subscribe(second, secret)];
    const client = openSocket(second, organization.secrets.VIEWER);
    await listen(client, JOB, { id: rows.jobRunId }, 1);
    await ask(first, organization.secrets.ADMIN, REVOKE, { id: key.id });
    const closed = 'closed with 4401: UNAUTHENTICATED: the API key is unknown or revoked';
    expect(await Promise.all(doomed.map(({ end }) => end))).toEqual([closed, closed]);
    expect(await listen(client, JOB, { id: rows.jobRunId }, 1)).toHaveLength(1);
    await client.dispose();
  });

  it('end their sockets when they are revoked while nobody listens', async () => {
    const { key, secret } = await issue();
    const doomed = await subscribe(second, secret);
    const admin = new Client({ connectionString: first.tables.adminUrl });
    await admin.connect();
    try {
      await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'turnwise listener'`);
      await admin.query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [key.id]);
    } finally {
      await admin.end();
    }
    expect(await doomed.end).toContain('closed with 4401');
  });

  it('that are good are answered while wrong ones of the same address wait', async () => {
    expect(codeOf(await send(first, 'tw_wrong', '{ me { role } }'))).toBe('UNAUTHENTICATED');
    const leave = new AbortController();
    let isAnswered = false;
    const wrong = fetch(`${first.server.url}/import?experiment=x`, {
      method: 'POST',
      headers: { authorization: 'Bearer tw_wrong' },
      body: '[]',
      signal: leave.signal,
    }).then(
      () => (isAnswered = true),
      () => null,
    );
    for (let request = 0; request < 20; request += 1) {
      expect(await ask(first, organization.secrets.VIEWER, '{ me { role } }')).toEqual({ me: { role: 'VIEWER' } });
    }
    expect(isAnswered).toBe(false);
    leave.abort();
    await wrong;
  });

  it('show when they were last used, which is written for all keys at once and never in a request', async () => {
    const { id, secrets } = await first.addOrganization('users');
    const lastUses = async (api: TestApi) => {
      const nodes = listAt(await ask(api, secrets.ADMIN, USES), 'apiKeys.nodes') as Use[];
      return Object.fromEntries(nodes.map(({ name, lastUsedAt }) => [name, lastUsedAt]));
    };
    for (let request = 0; request < 3; request += 1) await ask(second, secrets.VIEWER, '{ me { role } }');
    expect(await lastUses(second)).toEqual({ ...UNUSED, VIEWER: null, ADMIN: null });
    await second.server.close();
    const shown = await lastUses(first);
    expect(shown).toEqual({ ...UNUSED, VIEWER: expect.any(String) as string, ADMIN: expect.any(String) as string });
    const { keyId } = await first.directory.authenticate(secrets.VIEWER);
    await first.directory.recordKeyUses([{ tenantId: id, keyId, ageMs: NEVER_MS }]);
    expect(await lastUses(first)).toEqual(shown);
  });
});
