import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRequirements } from '../../src/jobs/job-requirements';
import { createLogger } from '../../src/logging';
import type { JobRun } from '../../src/model/jobs/job-run.model';
import { WorkerDirectory } from '../../src/persistence/worker-directory';
import { calibrateTiersJob } from '../../src/services/calibration/calibrate-tiers.job';
import { JOBS } from '../../src/services/job-registry';
import { cancelJob } from '../../src/services/jobs/end-job';
import { startJob } from '../../src/services/jobs/job-runs';
import { describeOnEachBackend } from './support/backends';
import { JobBench, quickJobs } from './support/job-bench';

describeOnEachBackend('jobs that ask for something', (backend) => {
  let bench: JobBench;
  beforeAll(async () => {
    bench = await JobBench.open(backend);
  });
  afterEach(() => bench.stopWorkers());
  afterAll(async () => {
    await bench.close();
    await backend.close();
  });

  function startAsking(requirements: JobRequirements): Promise<JobRun> {
    return bench.inTenant((stores) =>
      startJob(stores, calibrateTiersJob, {
        ...{ experimentId: bench.experimentId, payload: { calibrationId: randomUUID() }, requirements },
      }),
    );
  }

  /** Waits until the job was relayed and then left by a worker, which postpones its next delivery by a second or more. */
  async function untilLeft(id: string): Promise<void> {
    await bench.waitUntilRelayed(id);
    await sleep(300);
  }

  it('run on the worker that has it, although the other is asked too', async () => {
    const plain = await bench.startWorker('plain', quickJobs('plain'));
    const job = await startAsking({ needs: { provider: 'cuda' } });
    await untilLeft(job.id);
    expect(await bench.job(job.id)).toMatchObject({ state: 'QUEUED', attempt: 0, fencingToken: 0 });
    await bench.startWorker('card', quickJobs('card'), { providers: ['cuda'] });
    await sleep(3000);
    await plain.close();
    const ended = await bench.waitForState(job.id, 'SUCCEEDED');
    expect(ended).toMatchObject({ attempt: 1, workerName: 'card' });
    expect(await bench.states(job.id)).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
    expect(await bench.outboxCount(job.id)).toBe(0);
  });

  it('are delivered again at their own pace, not all the time, while nobody has it', async () => {
    const lines: string[] = [];
    const log = new Writable({
      write: (line: Buffer, _encoding, done) => {
        lines.push(line.toString());
        done();
      },
    });
    await bench.startWorker('plain', quickJobs('plain'), { logger: createLogger('debug', 'plain', log) });
    const timesLeft = (id: string) => lines.filter((line) => line.includes(id) && line.includes('left to a')).length;
    const jobs = await Promise.all([1, 2, 3, 4, 5].map(() => startAsking({ needs: { provider: 'cuda' } })));
    for (const job of jobs) await untilLeft(job.id);
    await bench.ageJob(jobs[0]!.id, 3600);
    // Whatever was on its way with the old age has arrived.
    await sleep(1500);
    const before = timesLeft(jobs[0]!.id);
    await sleep(3000);
    expect(timesLeft(jobs[0]!.id) - before).toBeLessThanOrEqual(1);
    for (const { id } of jobs.slice(1)) {
      expect(timesLeft(id)).toBeGreaterThanOrEqual(2);
      expect(timesLeft(id)).toBeLessThanOrEqual(10);
    }
    const other = await bench.startJob();
    await bench.waitForState(other.id, 'SUCCEEDED');
    for (const { id } of jobs) {
      expect(await bench.job(id)).toMatchObject({ state: 'QUEUED', attempt: 0 });
      expect(await bench.outboxCount(id)).toBe(1);
      await cancelJob(bench.database, bench.tenantId, { id, jobs: JOBS });
      expect(await bench.outboxCount(id)).toBe(0);
    }
  });

  it('run on the worker that they prefer, and on another when there is none', async () => {
    const plain = await bench.startWorker('plain', quickJobs('plain'));
    const alone = await startAsking({ prefers: { provider: 'webgpu' } });
    expect((await bench.waitForState(alone.id, 'SUCCEEDED')).workerName).toBe('plain');
    await bench.startWorker('card', quickJobs('card'), { providers: ['webgpu'] });
    const jobs = await Promise.all([1, 2, 3].map(() => startAsking({ prefers: { provider: 'webgpu' } })));
    // Which of the two is asked is the queue's choice, every time anew: the plain one leaves them, and must not be there for ever.
    await sleep(3000);
    await plain.close();
    for (const job of jobs) expect((await bench.waitForState(job.id, 'SUCCEEDED')).workerName).toBe('card');
  });

  it('find workers that say what they offer while they live', async () => {
    const workers = new WorkerDirectory(bench.database);
    const live = () => workers.reach((store) => store.findLive(10));
    expect(await live()).toEqual([]);
    const worker = await bench.startWorker('card', quickJobs('card'), { providers: ['webgpu', 'cuda'] });
    const [row] = await live();
    expect(row!.name).toBe('card');
    expect(JSON.parse(row!.capabilitiesJson)).toMatchObject({
      providers: ['cpu', 'webgpu', 'cuda'],
      onnxruntimeVersion: '1.30.0',
    });
    expect(await workers.reach((store) => store.touch('card'))).toBe(true);
    await worker.close();
    expect(await live()).toEqual([]);
    expect(await workers.reach((store) => store.touch('card'))).toBe(false);
  });

  it('do not count a worker that has been silent for long', async () => {
    const workers = new WorkerDirectory(bench.database);
    const startedAt = new Date();
    await workers.reach((store) => store.announce({ name: 'silent', startedAt, capabilitiesJson: '{}' }));
    expect((await workers.reach((store) => store.findLive(10))).map(({ name }) => name)).toEqual(['silent']);
    await bench.silenceWorker('silent', 60);
    expect(await workers.reach((store) => store.findLive(10))).toEqual([]);
    await bench.silenceWorker('silent', 2 * 24 * 3600);
    await workers.reach((store) => store.announce({ name: 'new', startedAt, capabilitiesJson: '{}' }));
    expect(await workers.reach((store) => store.touch('silent'))).toBe(false);
    await workers.reach((store) => store.remove('new'));
  });
});
