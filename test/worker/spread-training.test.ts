import { setTimeout as sleep } from 'node:timers/promises';
import { JOBS } from '../../src/services/job-registry';
import { cancelJob } from '../../src/services/jobs/end-job';
import { saveWhileHeld } from '../../src/services/jobs/job-context';
import type { JobRegistry } from '../../src/services/jobs/job-kind';
import { collectTrainingGroupsJob } from '../../src/services/training/spread/collect-training-groups.job';
import { ownedFile } from '../../src/services/training/spread/owned-file';
import { encodeGroups } from '../../src/training/groups-file';
import { describeOnEachBackend } from './support/backends';
import { JobBench, jobsWith } from './support/job-bench';
import { type Lesson, SpreadBench, withoutTime } from './support/spread-bench';
import { WorkerProcess } from './support/worker-process';

jest.setTimeout(90_000);

const TASKS = 6;
/** Never reached where each shard is delivered. */
const PATIENT = { shards: 2, deadlineMs: 60_000, quorum: 0.5 };
const HURRIED = { shards: 2, deadlineMs: 300, quorum: 0.3 };

describeOnEachBackend('groups that are spread over the pool', (backend) => {
  let bench: JobBench;
  let spread: SpreadBench;
  beforeEach(async () => {
    bench = await JobBench.open(backend);
    spread = await SpreadBench.open(bench, TASKS);
  });
  afterEach(async () => {
    await bench.close();
    await spread.close();
  });
  afterAll(() => backend.close());

  /** Resolves when so many shards are held by a worker. */
  async function untilHeld(count: number): Promise<void> {
    for (;;) {
      if ((await spread.jobs()).filter(({ state }) => state !== 'QUEUED').length >= count) return;
      await sleep(10);
    }
  }

  /** A worker that holds a shard until it is told to stop, and never brings anything. */
  function holding(): JobRegistry {
    return jobsWith(collectTrainingGroupsJob, async ({ signal }) => {
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
      return () => Promise.resolve();
    });
  }

  /** A worker that delivers a file of these bytes; null: none at all. */
  function delivering(bytes: () => Promise<Uint8Array> | Uint8Array | null): JobRegistry {
    return jobsWith(collectTrainingGroupsJob, async (context, { shardId: ownerId }) => {
      const content = await bytes();
      const file = ownedFile({ ownerId, bytes: content ?? Buffer.from('was lost') });
      await saveWhileHeld(context, (stores) => stores.trainingShards.announce(ownerId, file.hash));
      if (content !== null) await context.files.put(context.tenantId, file);
      return async (stores) => {
        await stores.trainingShards.deliver(ownerId);
      };
    });
  }

  it('are those of a single worker, bit for bit and in order, and leave no file behind', async () => {
    const expected = withoutTime(await spread.playAll());
    const { learned, job } = await spread.startLearner({
      settings: PATIENT,
      startOthers: () => Promise.all(['helper', 'second'].map((name) => spread.startHelper(name))),
      beforeOwnShare: () => untilHeld(2),
    });
    const { groups, missing } = await learned;
    expect(withoutTime(groups)).toEqual(expected);
    expect(missing).toEqual([]);
    await bench.waitForState(job.id, 'SUCCEEDED');
    const jobs = await spread.jobs();
    expect(jobs.map(({ state }) => state)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(new Set(jobs.map(({ workerName }) => workerName))).toEqual(new Set(['helper', 'second']));
    expect(await spread.rows()).toEqual([]);
    expect(spread.fileCount()).toBe(0);
  });

  it('are all played by the learner when there is no other worker', async () => {
    const expected = withoutTime(await spread.playAll());
    const { learned } = await spread.startLearner({ settings: PATIENT });
    const { groups, missing } = await learned;
    expect(withoutTime(groups)).toEqual(expected);
    expect(missing).toEqual([]);
    expect(await spread.jobs()).toEqual([]);
  });

  it('are all played by the learner when every other worker is busy, without waiting for the deadline', async () => {
    const expected = withoutTime(await spread.playAll());
    const { learned } = await spread.startLearner({
      settings: { ...PATIENT, deadlineMs: 3_600_000 },
      // It takes no jobs, as if it were busy with others.
      startOthers: () =>
        bench.inTenant((stores) =>
          stores.workers.announce({ name: 'busy', startedAt: new Date(), capabilitiesJson: '{}' }),
        ),
    });
    const { groups, missing } = await learned;
    expect(withoutTime(groups)).toEqual(expected);
    expect(missing).toEqual([]);
    expect((await spread.jobs()).map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
  });

  it('go on without the share of a worker that was killed, and say what is missing', async () => {
    const expected = withoutTime(await spread.playAll(20));
    let killed: WorkerProcess | null = null;
    try {
      const { learned, job } = await spread.startLearner({
        settings: { ...HURRIED, shards: 1 },
        rolloutsPerGroup: 20,
        startOthers: async () => {
          killed = new WorkerProcess({ ...spread.workerOptions('killed'), concurrency: 1 }, 'no gate');
          return Promise.resolve();
        },
        beforeOwnShare: async () => {
          await untilHeld(1);
          killed!.signal('SIGKILL');
          await killed!.exited;
        },
      });
      const { groups, missing } = await learned;
      const [shard] = await spread.jobs();
      expect(shard).toMatchObject({ workerName: 'killed' });
      expect(missing).toMatchObject([
        { step: 4, groups: TASKS, missing: 3, outcome: 'LEFT_OUT', shards: [{ jobRunId: shard!.id, groups: 3 }] },
      ]);
      expect(withoutTime(groups)).toEqual(expected.slice(0, 3));
      await bench.waitForState(job.id, 'SUCCEEDED');
      await bench.waitForState(shard!.id, 'CANCELLED');
      expect(spread.fileCount()).toBe(0);
    } finally {
      await (killed as WorkerProcess | null)?.end();
    }
  });

  it('are played by the learner after the deadline when the quorum is not there', async () => {
    const expected = withoutTime(await spread.playAll());
    const { learned } = await spread.startLearner({
      settings: { shards: 1, deadlineMs: 300, quorum: 0.75 },
      startOthers: () => spread.startHelper('slow', holding()),
      beforeOwnShare: () => untilHeld(1),
    });
    const { groups, missing } = await learned;
    expect(withoutTime(groups)).toEqual(expected);
    const shard = { groups: 3, workerName: 'slow', reason: 'it was not done within 300 ms' };
    expect(missing).toMatchObject([{ missing: 3, outcome: 'PLAYED_HERE', shards: [shard] }]);
  });

  it('of a validation are never left out', async () => {
    const expected = withoutTime(await spread.playAll());
    const { learned } = await spread.startLearner({
      settings: { ...HURRIED, shards: 1 },
      purpose: 'VALIDATION',
      startOthers: () => spread.startHelper('slow', holding()),
      beforeOwnShare: () => untilHeld(1),
    });
    expect(withoutTime((await learned).groups)).toEqual(expected);
  });

  it('are cancelled with the learner', async () => {
    const { job } = await spread.startLearner({
      settings: PATIENT,
      startOthers: () => Promise.all(['helper', 'second'].map((name) => spread.startHelper(name, holding()))),
    });
    await untilHeld(2);
    await cancelJob(bench.database, bench.tenantId, { id: job.id, jobs: JOBS });
    await bench.waitForState(job.id, 'CANCELLED');
    for (const shard of await spread.jobs()) await bench.waitForState(shard.id, 'CANCELLED');
    expect((await spread.rows()).map(({ state }) => state)).toEqual(['GIVEN_UP', 'GIVEN_UP']);
  });

  it.each([
    ['is damaged', () => Buffer.from('TWG1 and what is no body')],
    ['holds other groups', () => encodeGroups([[], []])],
    ['was never written', () => null],
  ])('count a share whose file %s as lost', async (_name, bytes) => {
    const expected = withoutTime(await spread.playAll());
    const { learned } = await spread.startLearner({
      settings: { ...PATIENT, shards: 1 },
      startOthers: () => spread.startHelper('helper', delivering(bytes)),
      beforeOwnShare: () => untilHeld(1),
    });
    const { groups, missing } = await learned;
    expect(withoutTime(groups)).toEqual(expected.slice(0, 3));
    expect(missing).toMatchObject([{ missing: 3, outcome: 'LEFT_OUT', shards: [{ workerName: 'helper' }] }]);
    expect(missing[0]!.shards[0]!.reason).toMatch(/file/);
  });

  it('that an attempt before left behind are removed by the next one', async () => {
    const lesson: Lesson = {
      settings: PATIENT,
      startOthers: () => spread.startHelper('helper'),
      beforeOwnShare: () => untilHeld(1),
    };
    const first = await spread.startLearner({ ...lesson, keepFiles: true });
    await first.learned;
    await bench.waitForState(first.job.id, 'SUCCEEDED');
    await bench.stopWorkers();
    expect(spread.fileCount()).toBe(1);
    expect(await spread.rows()).toHaveLength(2);
    const second = await spread.startLearner(lesson);
    await second.learned;
    await bench.waitForState(second.job.id, 'SUCCEEDED');
    expect(spread.fileCount()).toBe(0);
    expect(await spread.rows()).toEqual([]);
  });
});
