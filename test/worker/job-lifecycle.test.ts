import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, InvalidInputError, UnavailableError } from '../../src/errors';
import { JOBS } from '../../src/services/job-registry';
import type { JobContext } from '../../src/services/jobs/job-context';
import { saveWhileHeld } from '../../src/services/jobs/job-context';
import { cancelJob } from '../../src/services/jobs/end-job';
import { deliverFiveTimes, describeOnEachBackend } from './support/backends';
import { jobsDoing, JobBench, quickJobs, saveResult } from './support/job-bench';

const NEVER = new Promise<never>(() => undefined);

describeOnEachBackend('jobs', (backend) => {
  let bench: JobBench;
  beforeAll(async () => {
    bench = await JobBench.open(backend);
  });
  afterEach(() => bench.stopWorkers());
  afterAll(async () => {
    await bench.close();
    await backend.close();
  });

  it('run, and end together with their result', async () => {
    const job = await bench.startJob();
    await bench.startWorker('w', quickJobs('w'));
    const ended = await bench.waitForState(job.id, 'SUCCEEDED');
    expect(ended).toMatchObject({ attempt: 1, workerName: 'w', errorCode: null });
    expect(await bench.states(job.id)).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
    expect(await bench.savers(job.id)).toEqual(['w']);
    expect(await bench.outboxCount(job.id)).toBe(0);
    const heard = (await bench.experimentEvents()).filter((event) => event.payload.jobRunId === job.id);
    expect(heard.map((event) => [event.kind, event.payload.state])).toEqual([
      ['JOB_STATE', 'QUEUED'],
      ['JOB_STATE', 'RUNNING'],
      ['JOB_STATE', 'SUCCEEDED'],
    ]);
  });

  it('save nothing when their result cannot be saved whole', async () => {
    const job = await bench.startJob();
    await bench.startWorker(
      'w',
      jobsDoing((context) =>
        Promise.resolve(async (stores) => {
          await saveResult(context.claim.jobRunId, 'w')(stores);
          throw new InvalidInputError('the second half is bad');
        }),
      ),
    );
    const ended = await bench.waitForState(job.id, 'FAILED');
    expect(ended).toMatchObject({ errorCode: 'INVALID_INPUT', errorMessage: 'the second half is bad' });
    expect(await bench.savers(job.id)).toEqual([]);
  });

  it('report progress with rate and time left', async () => {
    const job = await bench.startJob();
    await bench.startWorker(
      'w',
      jobsDoing(async (context) => {
        for (let done = 0; done <= 20; done += 1) {
          context.reportProgress('counting', done, 40);
          await sleep(50);
        }
        return saveResult(context.claim.jobRunId, 'w');
      }),
    );
    const ended = await bench.waitForState(job.id, 'SUCCEEDED');
    expect(ended).toMatchObject({ phase: 'counting', progressDone: 20, progressTotal: 40 });
    const reported = (await bench.jobEvents(job.id)).filter((event) => event.phase === 'counting');
    const progress = reported.filter((event) => event.state === 'RUNNING');
    expect(progress.length).toBeLessThan(21);
    expect(progress.map((event) => event.done)).toEqual(progress.map((event) => event.done).toSorted((a, b) => a - b));
    const last = progress.at(-1)!;
    expect(last).toMatchObject({ done: 20, total: 40, attempt: 1 });
    expect(last.secondsLeft).toBeCloseTo(20 / last.ratePerSecond!, 6);
  });

  it('run once when they are delivered five times', async () => {
    const job = await bench.startJob();
    let runs = 0;
    const handlers = jobsDoing(async (context) => {
      runs += 1;
      await sleep(500);
      return saveResult(context.claim.jobRunId, 'w');
    });
    await deliverFiveTimes(bench.queue, { tenantId: bench.tenantId, jobRunId: job.id });
    await bench.startWorker('w1', handlers);
    await bench.startWorker('w2', handlers);
    await bench.waitForState(job.id, 'SUCCEEDED');
    await deliverFiveTimes(bench.queue, { tenantId: bench.tenantId, jobRunId: job.id });
    await sleep(500);
    expect(runs).toBe(1);
    expect(await bench.savers(job.id)).toEqual(['w']);
  });

  it('are taken over when the lease of a lost worker runs out', async () => {
    const job = await bench.startJob();
    await bench.inTenant((stores) => stores.jobRuns.claim(job.id, 'lost', 1000));
    await bench.startWorker('w', quickJobs('w'));
    const ended = await bench.waitForState(job.id, 'SUCCEEDED');
    expect(ended).toMatchObject({ attempt: 2, fencingToken: 2, workerName: 'w' });
  });

  it('are tried again after a pause when something was unavailable', async () => {
    const job = await bench.startJob();
    let attempts = 0;
    await bench.startWorker(
      'w',
      jobsDoing((context) => {
        attempts += 1;
        if (attempts === 1) throw new UnavailableError('the endpoint is away');
        return Promise.resolve(saveResult(context.claim.jobRunId, 'w'));
      }),
    );
    await bench.waitForState(job.id, 'SUCCEEDED');
    const events = await bench.jobEvents(job.id);
    expect(events.map((event) => [event.state, event.attempt, event.errorMessage])).toEqual([
      ['QUEUED', 0, null],
      ['RUNNING', 1, null],
      ['QUEUED', 1, 'the endpoint is away'],
      ['RUNNING', 2, null],
      ['SUCCEEDED', 2, null],
    ]);
    const [failedAtMs, retriedAtMs] = await bench.eventTimes(job.id, 2, 3);
    expect(retriedAtMs! - failedAtMs!).toBeGreaterThanOrEqual(1000);
  });

  it('fail after the last attempt with a reference instead of an internal text', async () => {
    const job = await bench.startJob();
    await bench.startWorker(
      'w',
      jobsDoing(() => Promise.reject(new Error('password=hunter2'))),
    );
    const ended = await bench.waitForState(job.id, 'FAILED');
    expect(ended.attempt).toBe(3);
    expect(ended.errorCode).toBe('INTERNAL');
    expect(ended.errorMessage).toMatch(/^internal error \(reference [0-9a-f-]{36}\)$/);
    expect(JSON.stringify(await bench.jobEvents(job.id))).not.toContain('hunter2');
    expect(await bench.states(job.id)).toEqual([
      'QUEUED',
      'RUNNING',
      'QUEUED',
      'RUNNING',
      'QUEUED',
      'RUNNING',
      'FAILED',
    ]);
  });

  it('fail at once for what no attempt could change', async () => {
    const job = await bench.startJob();
    await bench.startWorker(
      'w',
      jobsDoing(() =>
        Promise.reject(new InvalidInputError('experiment airline has 1 rollout; calibration needs at least 2')),
      ),
    );
    const ended = await bench.waitForState(job.id, 'FAILED');
    expect(ended).toMatchObject({
      attempt: 1,
      errorMessage: 'experiment airline has 1 rollout; calibration needs at least 2',
    });
  });

  it('fail as lost when the last worker that may try is lost', async () => {
    const job = await bench.startJob();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await bench.inTenant((stores) => stores.jobRuns.claim(job.id, 'lost', 1))).not.toBeNull();
      await sleep(10);
    }
    await bench.startWorker('w', quickJobs('w'));
    const ended = await bench.waitForState(job.id, 'FAILED');
    expect(ended.errorCode).toBe('WORKER_LOST');
    expect(ended.errorMessage).toBe('the worker stopped answering in attempt 3 of 3');
    expect(await bench.savers(job.id)).toEqual([]);
    expect((await bench.states(job.id)).at(-1)).toBe('FAILED');
  });

  it('are cancelled at once while nobody holds them', async () => {
    const job = await bench.startJob();
    const cancelled = await cancelJob(bench.database, bench.tenantId, { id: job.id, jobs: JOBS });
    expect(cancelled).toMatchObject({ state: 'CANCELLED', errorCode: 'CANCELLED', attempt: 0 });
    expect(await bench.outboxCount(job.id)).toBe(0);
    const again = await cancelJob(bench.database, bench.tenantId, { id: job.id, jobs: JOBS });
    expect(again.state).toBe('CANCELLED');
    expect(await bench.states(job.id)).toEqual(['QUEUED', 'CANCELLED']);
  });

  it('are cancelled while they run, also when their handler does not listen', async () => {
    const job = await bench.startJob();
    let held: JobContext | null = null;
    await bench.startWorker(
      'w',
      jobsDoing((context) => {
        held = context;
        return NEVER;
      }),
      // The lease is long: that it ends soon is due to the heartbeat.
      { leaseMs: 60_000 },
    );
    await bench.waitForState(job.id, 'RUNNING');
    const asked = await cancelJob(bench.database, bench.tenantId, { id: job.id, jobs: JOBS });
    expect(asked.state).toBe('RUNNING');
    const ended = await bench.waitForState(job.id, 'CANCELLED');
    expect(ended.finishedAt!.getTime() - ended.cancelRequestedAt!.getTime()).toBeLessThan(2000);
    const { signal } = held as unknown as JobContext;
    expect(signal.aborted).toBe(true);
    const late = saveWhileHeld(held as unknown as JobContext, saveResult(job.id, 'late'));
    await expect(late).rejects.toThrow(CancelledError);
    expect(await bench.savers(job.id)).toEqual([]);
  });

  it('are cancelled at once while they wait for their next attempt', async () => {
    const job = await bench.startJob();
    await bench.startWorker(
      'w',
      jobsDoing(() => Promise.reject(new UnavailableError('away'))),
    );
    await bench.waitForJob(job.id, ({ state, attempt }) => state === 'QUEUED' && attempt === 2);
    const cancelled = await cancelJob(bench.database, bench.tenantId, { id: job.id, jobs: JOBS });
    expect(cancelled.state).toBe('CANCELLED');
    await sleep(500);
    expect((await bench.states(job.id)).at(-1)).toBe('CANCELLED');
  });

  it('are given back by a worker that stops, without using up an attempt', async () => {
    const job = await bench.startJob();
    const first = await bench.startWorker(
      'w1',
      jobsDoing(() => NEVER),
      { leaseMs: 60_000 },
    );
    await bench.waitForState(job.id, 'RUNNING');
    await first.close();
    expect(await bench.job(job.id)).toMatchObject({ state: 'QUEUED', attempt: 0, fencingToken: 1 });
    await bench.startWorker('w2', quickJobs('w2'));
    const ended = await bench.waitForState(job.id, 'SUCCEEDED');
    expect(ended).toMatchObject({ attempt: 1, workerName: 'w2' });
    expect(await bench.states(job.id)).toEqual(['QUEUED', 'RUNNING', 'QUEUED', 'RUNNING', 'SUCCEEDED']);
  });

  it('survive the loss of everything that the queue knew', async () => {
    const blocker = await bench.startJob();
    const worker = await bench.startWorker(
      'w1',
      jobsDoing(() => NEVER),
      { concurrency: 1, leaseMs: 60_000 },
    );
    await bench.waitForState(blocker.id, 'RUNNING');
    const job = await bench.startJob();
    await bench.waitUntilRelayed(job.id);
    await backend.wipe(bench.testDatabase);
    await cancelJob(bench.database, bench.tenantId, { id: blocker.id, jobs: JOBS });
    await worker.close();
    await bench.startWorker('w2', quickJobs('w2'));
    await bench.waitForState(job.id, 'SUCCEEDED');
    expect(await bench.savers(job.id)).toEqual(['w2']);
  });

  it('go on in the same attempt when the database cuts every connection', async () => {
    const job = await bench.startJob();
    await bench.startWorker(
      'w',
      jobsDoing(async (context) => {
        await sleep(2500);
        return saveResult(context.claim.jobRunId, 'w');
      }),
      { leaseMs: 10_000 },
    );
    await bench.waitForState(job.id, 'RUNNING');
    await bench.cutConnections();
    const ended = await bench.waitForState(job.id, 'SUCCEEDED');
    expect(ended.attempt).toBe(1);
    const after = await bench.startJob();
    await bench.waitForState(after.id, 'SUCCEEDED');
    expect(await bench.savers(job.id)).toEqual(['w']);
  });
});
