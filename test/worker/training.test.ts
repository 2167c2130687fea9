import { setTimeout as sleep } from 'node:timers/promises';
import { openCheckpoint } from '../../src/services/checkpoints/open-checkpoint';
import { cancelTraining, pauseTraining, resumeTraining } from '../../src/services/training/pause-training';
import { readModel } from '../../src/onnx/read-model';
import { JOBS } from '../../src/services/job-registry';
import { describeOnEachBackend } from './support/backends';
import { JobBench } from './support/job-bench';
import { TrainingBench } from './support/training';
import { WorkerProcess } from './support/worker-process';

jest.setTimeout(120_000);

describeOnEachBackend('a training run', (backend) => {
  let bench: JobBench;
  let training: TrainingBench;
  beforeAll(async () => {
    bench = await JobBench.open(backend);
    training = await TrainingBench.open(bench);
  });
  afterEach(() => bench.stopWorkers());
  afterAll(async () => {
    await bench.close();
    await backend.close();
  });

  it('of imitation learns from demonstrations and keeps curves, checkpoints and the best of them', async () => {
    await bench.startWorker('only', JOBS);
    const { id } = await training.imitate({ errorRate: 0 });
    const run = await training.until(id, 'SUCCEEDED');
    const losses = await training.metric(id, 'loss');
    expect(losses).toHaveLength(3);
    expect(losses[2]!).toBeLessThan(losses[0]!);
    expect(await training.metric(id, 'demonstrations.passRate')).toEqual([1]);
    expect(await training.metric(id, 'validation.passRate')).toHaveLength(3);
    const kept = await training.checkpoints(id);
    expect(kept.map(({ step, origin, parentId }) => ({ step, origin, parentId }))).toEqual([
      { step: 1, origin: 'IMITATION', parentId: null },
      { step: 2, origin: 'IMITATION', parentId: kept[0]!.id },
      { step: 3, origin: 'IMITATION', parentId: kept[1]!.id },
    ]);
    expect(run).toMatchObject({ step: 3, attempt: 1, latestCheckpointId: kept[2]!.id });
    expect(kept.map((checkpoint) => checkpoint.id)).toContain(run.bestCheckpointId);
    expect((await training.events(id)).map(({ kind }) => kind)).toEqual([
      ...['STATE', 'STATE', 'METRICS'],
      ...[1, 2, 3].flatMap(() => ['METRICS', 'EVALUATION', 'CHECKPOINT']),
      'STATE',
    ]);
  });

  it('of reinforcement goes on from a base, under a scheme, with figures of each update', async () => {
    await bench.startWorker('only', JOBS);
    const base = await training.until((await training.imitate({})).id, 'SUCCEEDED');
    const { id } = await training.train(base.latestCheckpointId, {
      updates: 4,
      gating: { everyUpdates: 2, minRollouts: 1, tolerance: 0 },
    });
    const run = await training.until(id, 'SUCCEEDED');
    for (const name of ['passRate', 'entropy', 'learnMs', 'rewardByTier.GOLD_EXACT']) {
      expect(await training.metric(id, name)).toHaveLength(4);
    }
    expect(await training.metric(id, 'validation.scored')).toEqual([4]);
    const [second, fourth] = await training.checkpoints(id);
    expect([second!.step, fourth!.step]).toEqual([2, 4]);
    expect(second!.parentId).toBe(base.latestCheckpointId);
    expect(run.bestCheckpointId).toBe(fourth!.id);
    const { model } = await openCheckpoint(
      { files: bench.workerOptions('x').files, database: bench.database, tenantId: bench.tenantId },
      fourth!.id,
    );
    expect(readModel(model).metadata).toMatchObject({ estimator: 'HYBRID', seed: '3', step: '4' });
  });

  it('whose worker is killed goes on from its last checkpoint and comes to the same bytes', async () => {
    const settings = { updates: 6, checkpointEvery: 2, gating: { everyUpdates: 2, minRollouts: 1, tolerance: 0 } };
    const killed = new WorkerProcess(bench.workerOptions('killed'), 'no gate');
    const { id } = await training.train(null, settings);
    try {
      // After a checkpoint, and after a step that none holds.
      await training.untilStep(id, 3);
      killed.signal('SIGKILL');
      expect((await killed.exited).signal).toBe('SIGKILL');
    } finally {
      await killed.end();
    }
    expect(await training.state(id)).toBe('RUNNING');
    const before = await training.run(id);
    await bench.startWorker('next', JOBS);
    const resumed = await training.until(id, 'SUCCEEDED');
    expect(resumed).toMatchObject({ attempt: 2, step: 6 });
    expect(before.step).toBeLessThan(6);

    const whole = await training.until((await training.train(null, settings)).id, 'SUCCEEDED');
    expect(whole.attempt).toBe(1);
    const expected = await training.hashes(whole.id);
    expect(expected.map(([step]) => step)).toEqual([2, 4, 6]);
    expect(await training.hashes(id)).toEqual(expected);
    for (const name of ['passRate', 'kl', 'policyLoss', 'validation.passRate']) {
      expect(await training.metric(id, name)).toEqual(await training.metric(whole.id, name));
    }
    // The step that was lost stays readable as that of the first attempt.
    const first = await training.metric(id, 'entropy', 1);
    const second = await training.metric(id, 'entropy', 2);
    expect(first.length + second.length).toBeGreaterThan(6);
    expect(first[first.length - 1]).toBe((await training.metric(whole.id, 'entropy'))[first.length - 1]);
  });

  it('of imitation whose worker is killed comes to the same bytes', async () => {
    const settings = { epochs: 6, checkpointEvery: 2, validationTrials: 0 };
    const killed = new WorkerProcess(bench.workerOptions('killed'), 'no gate');
    const { id } = await training.imitate(settings);
    try {
      await training.untilStep(id, 3);
      killed.signal('SIGKILL');
      await killed.exited;
    } finally {
      await killed.end();
    }
    await bench.startWorker('next', JOBS);
    expect(await training.until(id, 'SUCCEEDED')).toMatchObject({ attempt: 2, step: 6 });
    const whole = await training.until((await training.imitate(settings)).id, 'SUCCEEDED');
    expect(await training.hashes(id)).toEqual(await training.hashes(whole.id));
  });

  it('pauses after an update, resumes in a new job, and ends with the bytes of one that did not pause', async () => {
    const { database, tenantId } = bench;
    await bench.startWorker('only', JOBS);
    const settings = { updates: 6, checkpointEvery: 6, evaluateEvery: null };
    const { id, jobRunId } = await training.train(null, settings);
    await training.untilStep(id, 1);
    await pauseTraining(database, tenantId, id);
    const paused = await training.until(id, 'PAUSED');
    expect(paused.step).toBeLessThan(6);
    expect((await training.checkpoints(id)).map(({ step }) => step)).toEqual([paused.step]);
    await expect(pauseTraining(database, tenantId, id)).rejects.toThrow('PAUSED');

    const resumed = await resumeTraining(database, tenantId, { id, idempotencyKey: 'once' });
    expect(resumed.jobRunId).not.toBe(jobRunId);
    const again = await resumeTraining(database, tenantId, { id, idempotencyKey: 'once' });
    expect(again.jobRunId).toBe(resumed.jobRunId);
    await training.until(id, 'SUCCEEDED');
    await expect(resumeTraining(database, tenantId, { id, idempotencyKey: null })).rejects.toThrow('SUCCEEDED');

    const whole = await training.until((await training.train(null, settings)).id, 'SUCCEEDED');
    expect((await training.hashes(id)).at(-1)).toEqual((await training.hashes(whole.id)).at(-1));
    const states = (await training.events(id)).flatMap((event) => (event.kind === 'STATE' ? [event.state] : []));
    expect(states).toEqual(['QUEUED', 'RUNNING', 'PAUSED', 'QUEUED', 'RUNNING', 'SUCCEEDED']);
  });

  it('that is cancelled keeps its checkpoints and can be resumed', async () => {
    const { database, tenantId } = bench;
    await bench.startWorker('only', JOBS);
    const { id } = await training.train(null, { updates: 2000, checkpointEvery: 1, evaluateEvery: null });
    await training.untilStep(id, 2);
    await cancelTraining(database, tenantId, { id, jobs: JOBS });
    while ((await training.state(id)) !== 'CANCELLED') await sleep(25);
    const kept = await training.checkpoints(id);
    expect(kept.length).toBeGreaterThanOrEqual(1);
    await resumeTraining(database, tenantId, { id, idempotencyKey: null });
    await training.untilStep(id, kept.at(-1)!.step + 1);
    await cancelTraining(database, tenantId, { id, jobs: JOBS });
    while ((await training.state(id)) !== 'CANCELLED') await sleep(25);
    expect((await training.run(id)).attempt).toBe(2);
  });
});
