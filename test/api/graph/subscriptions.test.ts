import type { Client as SocketClient } from 'graphql-ws';
import { Client } from 'pg';
import { jobStream } from '../../../src/events/streams';
import type { JobClaim } from '../../../src/persistence/stores/jobs/job-run-store';
import type { TenantStores } from '../../../src/persistence/tenant-stores';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { describeJob, PROGRESS_EVENT, publishJobState, UNKNOWN_PACE } from '../../../src/services/jobs/job-runs';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
import { startCalibration } from '../../../src/services/calibration/start-calibration';
import { ask, startTestApi, type TestApi, type TestOrganization, textAt, valueAt } from '../support/api-server';
import { addRows, type OrganizationRows } from '../support/organization-rows';
import { sampleRows } from '../support/sample-rollouts';
import { CloseError, type Heard, listen, openSocket } from '../support/web-socket';

const JOB = `subscription($id: ID!, $since: Int) { jobProgress(id: $id, since: $since) {
  seq kind state phase done total attempt secondsLeft createdAt jobRunId } }`;
const EXPERIMENT = `subscription($id: ID!, $since: Int) { experimentEvents(id: $id, since: $since) {
  seq kind createdAt ... on JobStateEvent { job { jobRunId state name errorCode } } } }`;

describe('subscriptions', () => {
  let api: TestApi;
  let organization: TestOrganization;
  let rows: OrganizationRows;
  let client: SocketClient;

  beforeEach(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('listeners');
    rows = await addRows(api, organization.id);
    client = openSocket(api, organization.secrets.VIEWER);
  });
  afterEach(async () => {
    await client.dispose();
    await api.stop();
  });

  /** What a worker does: claims the job, reports twice, ends it. */
  async function workOn(jobRunId: string): Promise<void> {
    const inUnit = (work: (stores: TenantStores) => Promise<void>) => api.database.inTenant(organization.id, work);
    const claim: JobClaim = await api.database.inTenant(organization.id, async (stores) => {
      const job = await stores.jobRuns.claim(jobRunId, 'worker', 60_000);
      await publishJobState(stores, job!);
      return { jobRunId, fencingToken: job!.fencingToken };
    });
    for (const done of [1, 2]) {
      await inUnit(async (stores) => {
        await stores.jobRuns.saveProgress(claim, { phase: 'counting', done, total: 2 });
        const event = describeJob(await stores.jobRuns.get(jobRunId), UNKNOWN_PACE);
        await stores.events.append(jobStream(jobRunId), PROGRESS_EVENT, event);
      });
    }
    await inUnit(async (stores) => {
      await stores.jobRuns.finish(claim, 'SUCCEEDED', null);
      await publishJobState(stores, await stores.jobRuns.get(jobRunId));
    });
  }

  const stepsOf = (heard: readonly Heard[]) =>
    heard.map(({ data }) => [
      valueAt(data, 'jobProgress.seq'),
      valueAt(data, 'jobProgress.kind'),
      valueAt(data, 'jobProgress.state'),
      valueAt(data, 'jobProgress.done'),
    ]);
  const WHOLE = [
    [1, 'STATE', 'QUEUED', 0],
    [2, 'STATE', 'RUNNING', 0],
    [3, 'PROGRESS', 'RUNNING', 1],
    [4, 'PROGRESS', 'RUNNING', 2],
    [5, 'STATE', 'SUCCEEDED', 2],
  ];

  it('follow a job live, each event once and in order, and end after its final state', async () => {
    const heard = listen(client, JOB, { id: rows.jobRunId, since: 0 });
    await workOn(rows.jobRunId);
    expect(stepsOf(await heard)).toEqual(WHOLE);
  });

  it('replay what happened before, from where the subscriber was', async () => {
    await workOn(rows.jobRunId);
    expect(stepsOf(await listen(client, JOB, { id: rows.jobRunId }))).toEqual(WHOLE);
    expect(stepsOf(await listen(client, JOB, { id: rows.jobRunId, since: 3 }))).toEqual(WHOLE.slice(3));
    expect(await listen(client, JOB, { id: rows.jobRunId, since: 5 })).toEqual([]);
  });

  it('miss and repeat nothing when the subscriber reconnects in between', async () => {
    const first = await listen(client, JOB, { id: rows.jobRunId }, 1);
    const since = valueAt(first[0]!.data, 'jobProgress.seq');
    await client.dispose();
    await workOn(rows.jobRunId);
    client = openSocket(api, organization.secrets.VIEWER);
    const rest = await listen(client, JOB, { id: rows.jobRunId, since });
    expect(stepsOf([...first, ...rest])).toEqual(WHOLE);
  });

  it('tell the subscribers of an experiment about its jobs', async () => {
    const input = { name: 'one job', description: '', idempotencyKey: null };
    const { id } = await createExperiment(api.database, organization.id, input);
    const { jobRun } = await startCalibration(api.database, organization.id, {
      experimentId: id,
      policyName: null,
      anchorSchemeId: null,
      settings: {},
      idempotencyKey: null,
    });
    const heard = listen(client, EXPERIMENT, { id }, 3);
    await workOn(jobRun.id);
    expect((await heard).map(({ data }) => data?.experimentEvents)).toMatchObject([
      {
        seq: 1,
        kind: 'JOB_STATE',
        job: { jobRunId: jobRun.id, state: 'QUEUED', name: 'CALIBRATE_TIERS', errorCode: null },
      },
      { seq: 2, kind: 'JOB_STATE', job: { jobRunId: jobRun.id, state: 'RUNNING' } },
      { seq: 3, kind: 'JOB_STATE', job: { jobRunId: jobRun.id, state: 'SUCCEEDED' } },
    ]);
  });

  it('tell the subscribers of an experiment how many rollouts were added, and nothing of repeated ones', async () => {
    const input = { name: 'some rollouts', description: '', idempotencyKey: null };
    const { id } = await createExperiment(api.database, organization.id, input);
    const sent = sampleRows(['1', '2'], 2);
    await ingestRollouts(api.database, organization.id, id, sent);
    await ingestRollouts(api.database, organization.id, id, sent);
    await ingestRollouts(api.database, organization.id, id, [{ ...sent[0]!, clientId: 'one more' }]);
    const query = `subscription($id: ID!) { experimentEvents(id: $id) { seq kind ... on RolloutsIngestedEvent { accepted } ... on JobStateEvent { job { state } } } }`;
    const heard = await listen(client, query, { id }, 2);
    expect(heard.map(({ data }) => data?.experimentEvents)).toEqual([
      { seq: 1, kind: 'ROLLOUTS_INGESTED', accepted: sent.length },
      { seq: 2, kind: 'ROLLOUTS_INGESTED', accepted: 1 },
    ]);
  });

  it('refuse a `since` that lies beyond the events', async () => {
    const [heard] = await listen(client, JOB, { id: rows.jobRunId, since: 9 });
    expect(heard?.errors?.[0]).toMatchObject({
      message: 'since: is 9; the stream has 1 events, so it must be 0 to 1',
      extensions: { code: 'INVALID_INPUT' },
    });
  });

  it.each([
    ['a query', '{ me { role } }', 'INVALID_INPUT'],
    ['a mutation', 'mutation { createExperiment(input: {name: "x"}) { id } }', 'INVALID_INPUT'],
    ['an unknown field', 'subscription { weather }', 'INVALID_INPUT'],
    ['a syntax error', 'subscription {', 'INVALID_INPUT'],
  ])('refuse %s on the socket and keep it open', async (_what, query, code) => {
    const [refused] = await listen(client, query);
    expect(refused?.errors?.map((error) => error.extensions.code)).toEqual([code]);
    expect(await listen(client, JOB, { id: rows.jobRunId }, 1)).toHaveLength(1);
  });

  it.each([
    [null, 'closed with 4401: UNAUTHENTICATED: no API key; send it as `Authorization: Bearer <key>`'],
    ['tw_wrong', 'closed with 4401: UNAUTHENTICATED: the API key is unknown or revoked'],
  ])('close the socket of the key %p', async (secret, message) => {
    const stranger = openSocket(api, secret);
    const refusal = await listen(stranger, JOB, { id: rows.jobRunId }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CloseError);
    expect((refusal as CloseError).message).toBe(message);
  });

  it('end soon after the key was revoked', async () => {
    const { key, secret } = await api.database.inTenant(organization.id, (stores) =>
      stores.apiKeys.issue('short', 'VIEWER'),
    );
    const doomed = openSocket(api, secret);
    const end = listen(doomed, EXPERIMENT, { id: rows.experimentId }).catch((error: unknown) => error);
    await listen(doomed, JOB, { id: rows.jobRunId }, 1);
    await api.database.inTenant(organization.id, (stores) => stores.apiKeys.revoke(key.id));
    expect(((await end) as Error).message).toContain('closed with 4401');
  });

  it('end when the server closes, while requests under way are answered', async () => {
    const end = listen(client, EXPERIMENT, { id: rows.experimentId }).catch((error: unknown) => error);
    await listen(client, JOB, { id: rows.jobRunId }, 1);
    const admin = new Client({ connectionString: api.tables.adminUrl });
    await admin.connect();
    await admin.query('BEGIN; LOCK TABLE experiment IN ACCESS EXCLUSIVE MODE');
    const query = 'query($id: ID!) { experiment(id: $id) { name } }';
    const answer = ask(api, organization.secrets.VIEWER, query, { id: rows.experimentId });
    await untilSomebodyWaits(admin);

    const closed = api.server.close();
    expect(((await end) as Error).message).toContain('closed with 1001');
    await expect(fetch(`${api.server.url}/health`)).rejects.toThrow();
    await admin.query('ROLLBACK');
    await admin.end();
    expect(textAt(await answer, 'experiment.name')).toBe(rows.experimentName);
    await closed;
  });
});

/** Resolves when a statement of this database waits for a lock. */
async function untilSomebodyWaits(admin: Client): Promise<void> {
  const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await admin.query(sql)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 10));
}
