import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeOnEachBackend } from './support/backends';
import { JobBench, quickJobs } from './support/job-bench';
import { WorkerProcess } from './support/worker-process';

describeOnEachBackend('a worker process', (backend) => {
  let bench: JobBench;
  let folder: string;
  let gateFile: string;
  const processes: WorkerProcess[] = [];

  beforeAll(async () => {
    bench = await JobBench.open(backend);
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'turnwise-worker-'));
    gateFile = path.join(folder, 'gate');
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((started) => started.end()));
    await bench.stopWorkers();
    rmSync(folder, { recursive: true });
  });
  afterAll(async () => {
    await bench.close();
    await backend.close();
  });

  function startProcess(name: string): WorkerProcess {
    const started = new WorkerProcess(bench.workerOptions(name), gateFile);
    processes.push(started);
    return started;
  }

  it('that is killed in mid-job leaves a job that ends once after a restart', async () => {
    const job = await bench.startJob();
    const first = startProcess('first');
    await bench.waitForJob(job.id, ({ phase }) => phase === 'waiting');
    first.signal('SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await bench.job(job.id)).toMatchObject({ state: 'RUNNING', workerName: 'first' });

    writeFileSync(gateFile, '');
    startProcess('second');
    const ended = await bench.waitForState(job.id, 'SUCCEEDED');
    expect(ended).toMatchObject({ attempt: 2, workerName: 'second' });
    expect(await bench.savers(job.id)).toEqual(['second']);
    expect(await bench.states(job.id)).toEqual(['QUEUED', 'RUNNING', 'RUNNING', 'SUCCEEDED']);
  });

  it('that is stopped longer than its lease and goes on cannot write', async () => {
    const job = await bench.startJob();
    const stopped = startProcess('stopped');
    await bench.waitForJob(job.id, ({ phase }) => phase === 'waiting');
    stopped.signal('SIGSTOP');
    await bench.startWorker('other', quickJobs('other'));
    const ended = await bench.waitForState(job.id, 'SUCCEEDED');
    const heardBefore = (await bench.jobEvents(job.id)).length;

    // Its handler is done the moment it goes on, before any heartbeat could tell it.
    writeFileSync(gateFile, '');
    stopped.signal('SIGCONT');
    expect(await stopped.line('attempt ended')).toMatchObject({ outcome: 'LOST' });
    expect(await bench.job(job.id)).toEqual(ended);
    expect(await bench.savers(job.id)).toEqual(['other']);
    expect(await bench.jobEvents(job.id)).toHaveLength(heardBefore);
  });

  it('that is asked to end gives its job back and ends by itself', async () => {
    const job = await bench.startJob();
    const asked = startProcess('asked');
    await bench.waitForJob(job.id, ({ phase }) => phase === 'waiting');
    asked.signal('SIGTERM');
    expect(await asked.exited).toEqual({ code: 0, signal: null });
    expect(await bench.job(job.id)).toMatchObject({ state: 'QUEUED', attempt: 0 });
    await bench.startWorker('other', quickJobs('other'));
    expect(await bench.waitForState(job.id, 'SUCCEEDED')).toMatchObject({ attempt: 1, workerName: 'other' });
  });
});
