import { randomUUID } from 'node:crypto';
import type { WorkerCapabilities } from '../../../src/jobs/job-requirements';
import type { JobRequirements } from '../../../src/jobs/job-requirements';
import { WorkerDirectory } from '../../../src/persistence/worker-directory';
import { calibrateTiersJob } from '../../../src/services/calibration/calibrate-tiers.job';
import { JOBS } from '../../../src/services/job-registry';
import { cancelJob } from '../../../src/services/jobs/end-job';
import { startJob } from '../../../src/services/jobs/job-runs';
import { ask, listAt, startTestApi, type TestApi, type TestOrganization, textAt, valueAt } from '../support/api-server';

const OFFER: WorkerCapabilities = {
  providers: ['cpu', 'webgpu'],
  cpuCount: 8,
  memoryBytes: 64e9,
  onnxruntimeVersion: '1.30.0',
  codeVersion: '0.1.0',
};

describe('workers and the jobs that wait for them', () => {
  let api: TestApi;
  let acme: TestOrganization;
  let workers: WorkerDirectory;
  beforeAll(async () => {
    api = await startTestApi();
    acme = await api.addOrganization('acme');
    workers = new WorkerDirectory(api.database);
  });
  afterAll(() => api.stop());

  async function announce(name: string, capabilities: WorkerCapabilities): Promise<void> {
    const capabilitiesJson = JSON.stringify(capabilities);
    await workers.reach((store) => store.announce({ name, startedAt: new Date(), capabilitiesJson }));
  }

  async function start(requirements: JobRequirements | null): Promise<string> {
    const payload = { calibrationId: randomUUID() };
    const job = await api.database.inTenant(acme.id, (stores) =>
      startJob(stores, calibrateTiersJob, { experimentId: null, payload, requirements }),
    );
    return job.id;
  }

  async function waitingReason(id: string): Promise<unknown> {
    const query = 'query($id: ID!) { jobRun(id: $id) { waitingReason requirementsJson } }';
    return valueAt(await ask(api, acme.secrets.VIEWER, query, { id }), 'jobRun.waitingReason');
  }

  it('are shown to every organization while they live', async () => {
    await announce('host:1', OFFER);
    const other = await api.addOrganization('other');
    const query =
      '{ workers { nodes { name providers cpuCount memoryBytes onnxruntimeVersion codeVersion startedAt lastSeenAt } } }';
    for (const { secrets } of [acme, other]) {
      const [worker, ...others] = listAt(await ask(api, secrets.VIEWER, query), 'workers.nodes');
      expect(worker).toMatchObject({ name: 'host:1', ...OFFER, providers: ['CPU', 'WEBGPU'] });
      expect(others).toEqual([]);
    }
    await workers.reach((store) => store.remove('host:1'));
    expect((await ask(api, acme.secrets.VIEWER, query)).workers).toEqual({ nodes: [] });
  });

  it('let a job say why it waits', async () => {
    const plain = await start(null);
    const card = await start({ needs: { provider: 'cuda' } });
    expect(await waitingReason(plain)).toBe('no worker is alive');
    await announce('host:1', OFFER);
    expect(await waitingReason(plain)).toBeNull();
    expect(await waitingReason(card)).toBe('no live worker offers cuda');
    await announce('host:2', { ...OFFER, providers: ['cpu', 'cuda'] });
    expect(await waitingReason(card)).toBeNull();
    await workers.reach((store) => store.remove('host:2'));
    await cancelJob(api.database, acme.id, { id: card, jobs: JOBS });
    expect(await waitingReason(card)).toBeNull();
  });

  it('let many jobs of a page say why they wait', async () => {
    await announce('host:1', OFFER);
    for (let count = 0; count < 5; count += 1) await start({ needs: { provider: 'cuda' } });
    const data = await ask(
      api,
      acme.secrets.VIEWER,
      '{ jobRuns(first: 100, state: QUEUED) { nodes { requirementsJson waitingReason } } }',
    );
    const waiting = listAt(data, 'jobRuns.nodes').filter((job) => valueAt(job, 'waitingReason') !== null);
    expect(waiting.map((job) => textAt(job, 'requirementsJson'))).toEqual(
      Array<string>(5).fill('{"needs":{"provider":"cuda"}}'),
    );
  });
});
