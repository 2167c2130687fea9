import { setTimeout as sleep } from 'node:timers/promises';
import { collectionStream, experimentStream } from '../../src/events/streams';
import type { Collection } from '../../src/model/collection/collection.model';
import { cancelCollection } from '../../src/services/collection/cancel-collection';
import { summarizeGroups } from '../../src/services/collection/collection-groups';
import { readCollectionProgress } from '../../src/services/collection/collection-progress';
import { createEndpoint } from '../../src/services/players/create-endpoint';
import { parsePolicySpec } from '../../src/services/players/create-policy';
import { scriptedPolicySpec } from '../../src/services/players/policy-spec';
import { JOBS } from '../../src/services/job-registry';
import { testEndpointAccess } from '../support/endpoint-access';
import { describeOnEachBackend } from './support/backends';
import { readCollected, startTrialCollection, type TrialCollection } from './support/collections';
import { JobBench } from './support/job-bench';
import { WorkerProcess } from './support/worker-process';

describeOnEachBackend('a collection', (backend) => {
  let bench: JobBench;

  beforeAll(async () => {
    bench = await JobBench.open(backend);
  });
  afterEach(() => bench.stopWorkers());
  afterAll(async () => {
    await bench.close();
    await backend.close();
  });

  function start(collection: TrialCollection): Promise<Collection> {
    return startTrialCollection(bench, collection);
  }

  function progressOf(collection: Collection) {
    return bench.inTenant((stores) => readCollectionProgress(stores, collection));
  }

  /** Waits for the end of a collection; fails after 40 seconds with how far it is. */
  async function untilEnded(id: string): Promise<Collection> {
    const deadline = performance.now() + 40_000;
    for (;;) {
      const collection = await bench.inTenant((stores) => stores.collections.get(id));
      if (collection.endedAt !== null) return collection;
      if (performance.now() > deadline) throw new Error(JSON.stringify(await progressOf(collection)));
      await sleep(50);
    }
  }

  /** Rollouts that the experiment's subscribers were told of since the collection began, in all. */
  async function writtenCounts({ experimentId, createdAt }: Collection): Promise<number> {
    const events = await bench.inTenant((stores) => stores.events.readSince(experimentStream(experimentId), 0, 10_000));
    return events
      .filter((event) => event.kind === 'ROLLOUTS_INGESTED' && event.createdAt >= createdAt)
      .reduce((sum, { payload }) => sum + Number(payload.accepted), 0);
  }

  async function turnsOf(collection: Collection) {
    const rollouts = await readCollected(bench, collection.id);
    const turns = await bench.inTenant((stores) => stores.rollouts.findTurns(rollouts.map(({ id }) => id)));
    const calls = await bench.inTenant((stores) => stores.rollouts.findToolCalls(rollouts.map(({ id }) => id)));
    // Without ids of this database and the time that it took.
    const unbound = (row: object): Record<string, unknown> =>
      Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'rolloutId' && key !== 'latencyMs'));
    return rollouts.map(({ id, trial, seed, reward, contentHash }) => ({
      rollout: { trial, seed, reward, contentHash },
      turns: turns.filter(({ rolloutId }) => rolloutId === id).map(unbound),
      calls: calls.filter(({ rolloutId }) => rolloutId === id).map(unbound),
    }));
  }

  it('plays each task so many times and stores each rollout with its reward, tiers and seed', async () => {
    await bench.startWorker('only', JOBS);
    const started = await start({ tasks: 6, settings: { trials: 3 }, policy: scriptedPolicySpec('GOLDEN', 0) });
    const ended = await untilEnded(started.id);
    const rollouts = await readCollected(bench, ended.id);
    expect(rollouts).toHaveLength(18);
    expect(new Set(rollouts.map(({ taskId }) => taskId)).size).toBe(6);
    expect(rollouts.map(({ trial }) => trial).slice(0, 3)).toEqual([0, 1, 2]);
    expect(new Set(rollouts.map(({ seed }) => seed)).size).toBe(18);
    expect(rollouts.map(({ reward }) => reward)).toEqual(rollouts.map(() => 1));
    const turns = await turnsOf(ended);
    expect(new Set(turns.flatMap((rollout) => rollout.turns.map(({ tier }) => tier)))).toContain('GOLD_EXACT');
    expect(await progressOf(ended)).toMatchObject({ state: 'SUCCEEDED', total: 18, done: 18, scored: 18, passRate: 1 });
  });

  it('repeats byte for byte with the same seed, and differs with another', async () => {
    await bench.startWorker('only', JOBS);
    const policy = scriptedPolicySpec('GOLDEN', 0.3);
    const [first, second, other] = await Promise.all(
      [11, 11, 12].map((seed) => start({ tasks: 6, settings: { trials: 2, seed }, policy })),
    );
    for (const { id } of [first!, second!, other!]) await untilEnded(id);
    const hashes = (turns: Awaited<ReturnType<typeof turnsOf>>) => turns.map(({ rollout }) => rollout.contentHash);
    const played = await turnsOf(first!);
    expect(played).toHaveLength(12);
    expect(await turnsOf(second!)).toEqual(played);
    expect(hashes(await turnsOf(other!))).not.toEqual(hashes(played));
  });

  it('repeats byte for byte in another process', async () => {
    await bench.startWorker('here', JOBS);
    const choice = { tasks: 6, settings: { trials: 2, seed: 11 }, policy: scriptedPolicySpec('GOLDEN', 0.3) };
    const first = await untilEnded((await start(choice)).id);
    await bench.stopWorkers();
    const elsewhere = new WorkerProcess(bench.workerOptions('elsewhere'), 'no gate');
    try {
      const second = await untilEnded((await start(choice)).id);
      const played = await turnsOf(first);
      expect(played).toHaveLength(12);
      expect(await turnsOf(second)).toEqual(played);
    } finally {
      await elsewhere.end();
    }
  });

  it('is shared by two workers, and no rollout is played twice', async () => {
    for (const name of ['first', 'second']) await bench.startWorker(name, JOBS, { concurrency: 1 });
    const started = await start({ tasks: 30, settings: { trials: 4, rolloutsPerShard: 8 } });
    const ended = await untilEnded(started.id);
    const shards = await bench.inTenant((stores) => stores.collections.findShardStates([ended.id]));
    expect(shards).toHaveLength(15);
    expect(new Set(shards.map(({ workerName }) => workerName))).toEqual(new Set(['first', 'second']));
    expect(await readCollected(bench, ended.id)).toHaveLength(120);
  });

  it('whose worker is killed in the middle goes on with exactly the rollouts that are missing', async () => {
    const started = await start({ tasks: 40, settings: { trials: 8, rolloutsPerShard: 320 } });
    const killed = new WorkerProcess(bench.workerOptions('killed'), 'no gate');
    try {
      while ((await progressOf(started)).done === 0) await sleep(10);
      killed.signal('SIGKILL');
      expect((await killed.exited).signal).toBe('SIGKILL');
    } finally {
      await killed.end();
    }
    const kept = await readCollected(bench, started.id);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(320);

    await bench.startWorker('next', JOBS);
    const ended = await untilEnded(started.id);
    const all = await readCollected(bench, ended.id);
    const keptIds = new Set(kept.map(({ id }) => id));
    expect(all.filter(({ id }) => keptIds.has(id))).toEqual(kept);
    expect(new Set(all.map(({ taskId, trial }) => `${taskId} ${trial}`)).size).toBe(320);
    expect(all).toHaveLength(320);
    const [shard] = await bench.inTenant((stores) => stores.collections.findShardStates([ended.id]));
    expect(shard).toMatchObject({ state: 'SUCCEEDED', workerName: 'next', done: 320, total: 320 });
    // What the second worker played: its progress begins where the first one's rows end.
    const attempts = (await bench.jobEvents(shard!.jobRunId)).filter(
      ({ attempt, total }) => attempt === 2 && total !== null,
    );
    expect(attempts[0]!.done).toBeGreaterThanOrEqual(kept.length);
    expect(await writtenCounts(ended)).toBe(320);
  });

  it('ends once, with an event of its figures', async () => {
    await bench.startWorker('only', JOBS);
    const started = await start({ tasks: 3, settings: { trials: 2, rolloutsPerShard: 1 } });
    await untilEnded(started.id);
    const events = await bench.inTenant((stores) => stores.events.readSince(collectionStream(started.id), 0, 100));
    expect(events[0]).toMatchObject({ kind: 'COLLECTION_STARTED', payload: { state: 'QUEUED', total: 6, done: 0 } });
    expect(events.filter(({ kind }) => kind === 'COLLECTION_ENDED')).toMatchObject([
      { payload: { state: 'SUCCEEDED', done: 6, shards: 6, shardsEnded: 6 } },
    ]);
    expect(events.at(-1)).toMatchObject({ kind: 'COLLECTION_ENDED' });
  });

  it('records what the machinery failed without a reward, after the retries, and says which groups miss it', async () => {
    const endpoints = testEndpointAccess('127.0.0.1');
    const { id: endpointId } = await createEndpoint(
      { database: bench.database, tenantId: bench.tenantId, endpoints },
      // Nobody listens on port 1.
      { name: 'dead', baseUrl: 'http://127.0.0.1:1/v1', apiKey: null, idempotencyKey: null },
    );
    await bench.startWorker('only', JOBS, { endpoints });
    const policy = parsePolicySpec({ kind: 'OPENAI', settings: { endpointId, model: 'none', maxRetries: 0 } });
    const started = await start({ tasks: 2, settings: { trials: 2, retriesPerRollout: 1 }, policy });
    const ended = await untilEnded(started.id);
    for (const rollout of await readCollected(bench, ended.id)) {
      expect(rollout).toMatchObject({ outcomeClass: 'INFRASTRUCTURE_FAILURE', reward: null });
      expect(rollout.endReason).toMatch(/^infrastructure_failure: /);
    }
    const progress = await progressOf(ended);
    expect(progress).toMatchObject({
      state: 'SUCCEEDED',
      done: 4,
      scored: 0,
      infrastructureFailures: 4,
      passRate: null,
    });
    const figures = await bench.inTenant((stores) => stores.collectionFigures.readGroups(ended.id));
    expect(summarizeGroups(ended, figures)).toMatchObject({ groups: 2, complete: 0, incomplete: 2, missing: 4 });
  });

  it('counts a user who has nothing to say as a failure of the simulator', async () => {
    await bench.startWorker('only', JOBS);
    const simulator = { kind: 'REPLAY', experimentId: bench.experimentId, policyName: 'nobody' } as const;
    const started = await start({ tasks: 2, settings: { trials: 1 }, simulator });
    const ended = await untilEnded(started.id);
    const [rollout] = await readCollected(bench, ended.id);
    expect(rollout).toMatchObject({ outcomeClass: 'SIMULATOR_FAILURE', reward: null });
    expect(rollout!.endReason).toMatch(/^simulator_failure: there is no recorded rollout of task /);
  });

  it('that is cancelled keeps what it has and ends', async () => {
    const started = await start({ tasks: 30, settings: { trials: 4, rolloutsPerShard: 10 } });
    await cancelCollection(bench.database, bench.tenantId, { id: started.id, jobs: JOBS });
    const ended = await untilEnded(started.id);
    expect(await progressOf(ended)).toMatchObject({ state: 'CANCELLED', done: 0, passRate: null, shardsEnded: 12 });
  });

  it('closes groups that miss a rollout, above and below quorum', () => {
    const shape = { taskCount: 5, trials: 4, quorum: 2 };
    const figures = [4, 3, 2, 1].map((scored) => ({ taskId: String(scored), attempted: 4, scored }));
    const open = { taskId: 'open', attempted: 3, scored: 3 };
    expect(summarizeGroups(shape, [...figures, open])).toEqual({
      groups: 5,
      complete: 1,
      atQuorum: 2,
      incomplete: 1,
      open: 1,
      missing: 0 + 1 + 2 + 3,
    });
  });
});
