import { Client } from 'pg';
import { createLogger } from '../../../src/logging';
import { checkTrainer } from '../../../src/services/training/trainer-silence';
import { ask, startTestApi, type TestApi, type TestOrganization, textAt, valueAt } from '../support/api-server';
import { type Heard, listen, openSocket } from '../support/web-socket';

const REGISTER = 'mutation($input: RegisterTrainingRunInput!) { registerTrainingRun(input: $input) { id } }';
const HEARTBEAT = `mutation($id: ID!, $state: ExternalTrainingState) {
  sendTrainingHeartbeat(input: { trainingRunId: $id, state: $state }) { state } }`;
const METRICS = `mutation($id: ID!) { sendTrainingMetrics(input: {
  trainingRunId: $id, points: [{ name: "loss", step: 3, value: 0.5 }] }) { accepted } }`;
const FOLLOW = `subscription($id: ID!, $since: Int!) { trainingMetrics(runId: $id, since: $since) {
  seq kind ... on TrainingStateEvent { state } } }`;

/** Two servers take their time on a busy machine. */
const START_MS = 120_000;

describe('the silence of an external trainer, with two API processes on one database', () => {
  let first: TestApi;
  let second: TestApi;
  let organization: TestOrganization;
  let experimentId: string;

  beforeAll(async () => {
    first = await startTestApi();
    second = await startTestApi(createLogger('silent', 'test'), { tables: first.tables, files: first.files });
    organization = await first.addOrganization('acme');
    const create = 'mutation { createExperiment(input: {name: "silence"}) { id } }';
    experimentId = textAt(await member(create), 'createExperiment.id');
  }, START_MS);
  afterAll(async () => {
    await second.server.close();
    await second.database.close();
    await first.stop();
  });

  const member = (query: string, variables: Readonly<Record<string, unknown>> = {}) =>
    ask(first, organization.secrets.MEMBER, query, variables);

  async function register(name: string, heartbeatTimeoutMs: number): Promise<string> {
    const input = { experimentId, name, heartbeatTimeoutMs };
    return textAt(await member(REGISTER, { input }), 'registerTrainingRun.id');
  }

  /** What a subscriber of a process hears, from `since` until there were `enough` events. */
  async function follow(api: TestApi, id: string, since: number, enough = Infinity): Promise<unknown[]> {
    const socket = openSocket(api, organization.secrets.VIEWER);
    const heard: Heard[] = await listen(socket, FOLLOW, { id, since }, enough);
    await socket.dispose();
    return heard.map(({ data }) => valueAt(data, 'trainingMetrics.state') ?? valueAt(data, 'trainingMetrics.kind'));
  }

  /** Lets the last heartbeat of a run lie an hour back, without a look at it. */
  async function fallSilent(id: string): Promise<void> {
    const admin = new Client({ connectionString: first.tables.adminUrl });
    await admin.connect();
    try {
      const sql = `UPDATE training_run SET last_heartbeat_at = now() - interval '1 hour' WHERE id = $1`;
      await admin.query(sql, [id]);
    } finally {
      await admin.end();
    }
  }

  it('is heard once by the subscribers of every process, also by a later one', async () => {
    const id = await register('silent', 1000);
    const live = await Promise.all([follow(first, id, 0, 2), follow(second, id, 0, 2)]);
    expect(live).toEqual([
      ['RUNNING', 'LOST'],
      ['RUNNING', 'LOST'],
    ]);
    expect(await follow(second, id, 1, 1)).toEqual(['LOST']);
  });

  it('is no end: late metrics are taken and revive the run, which can be lost again, and `since` tells all of it', async () => {
    const id = await register('late', 1000);
    const since = follow(second, id, 1);
    expect(await follow(first, id, 1, 1)).toEqual(['LOST']);
    expect(await member(METRICS, { id })).toEqual({ sendTrainingMetrics: { accepted: 1 } });
    expect(await follow(first, id, 2, 3)).toEqual(['RUNNING', 'METRICS', 'LOST']);
    await member(HEARTBEAT, { id, state: 'SUCCEEDED' });
    const all = ['LOST', 'RUNNING', 'METRICS', 'LOST', 'SUCCEEDED'];
    expect(await since).toEqual(all);
    expect(await follow(first, id, 0)).toEqual(['RUNNING', ...all]);
  });

  it('of a run that was removed by hand is watched no longer', async () => {
    const rows = await first.database.unscoped.query<unknown[]>(
      `INSERT INTO training_watch (training_run_id, tenant_id, due_at)
       VALUES (gen_random_uuid(), $1, clock_timestamp() - interval '1 day') RETURNING training_run_id`,
      [organization.id],
    );
    const [{ training_run_id: orphan }] = rows as [{ training_run_id: string }];
    const watched = () =>
      first.database.unscoped.query<unknown[]>('SELECT 1 FROM training_watch WHERE training_run_id = $1', [orphan]);
    await register('noticed meanwhile', 3_600_000);
    while ((await watched()).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it('is one event when many processes notice it at once', async () => {
    const id = await register('noticed', 3_600_000);
    await fallSilent(id);
    const due = { tenantId: organization.id, runId: id };
    await Promise.all([first, second, first, second].map(({ database }) => checkTrainer(database, due)));
    await member(HEARTBEAT, { id, state: 'FAILED' });
    expect(await follow(first, id, 0)).toEqual(['RUNNING', 'LOST', 'FAILED']);
  });

  it('is heard although the trainer spoke before anybody noticed', async () => {
    const id = await register('unnoticed', 3_600_000);
    await fallSilent(id);
    expect(await member(HEARTBEAT, { id })).toEqual({ sendTrainingHeartbeat: { state: 'RUNNING' } });
    await member(HEARTBEAT, { id, state: 'SUCCEEDED' });
    expect(await follow(first, id, 0)).toEqual(['RUNNING', 'LOST', 'RUNNING', 'SUCCEEDED']);
  });

  it('means nothing for a run that has ended', async () => {
    const id = await register('ended', 3_600_000);
    await member(HEARTBEAT, { id, state: 'SUCCEEDED' });
    await fallSilent(id);
    await checkTrainer(first.database, { tenantId: organization.id, runId: id });
    expect(await follow(first, id, 0)).toEqual(['RUNNING', 'SUCCEEDED']);
  });
});
