import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { defaultsOf } from '../src/domain/settings/settings-of';
import { LocalFileStore } from '../src/files/local-file-store';
import { createLogger } from '../src/logging';
import type { Collection } from '../src/model/collection/collection.model';
import { cancelCollection } from '../src/services/collection/cancel-collection';
import { toCollectedRollout } from '../src/services/collection/collected-rollout';
import { COLLECTION_SETTINGS } from '../src/services/collection/collection-settings';
import { createExperiment } from '../src/services/experiments/create-experiment';
import { createPolicy } from '../src/services/players/create-policy';
import { generateTaskSet } from '../src/services/tasks/create-task-set';
import { createUserSimulator } from '../src/services/players/create-user-simulator';
import { loadTaskSet } from '../src/services/tasks/load-task-set';
import { Environments } from '../src/services/worlds/environments';
import { scriptedPolicySpec } from '../src/services/players/policy-spec';
import { startCollection } from '../src/services/collection/start-collection';
import { writeCollected } from '../src/services/collection/write-collected';
import { JOBS } from '../src/services/job-registry';
import { startWorker } from '../worker/start-worker';
import type { BenchRow } from './bench-row';
import { playAlone, type PlayedSlot } from './collection/play-alone';
import { TimedEnvironment } from './collection/timed-environment';
import { copyForeignKeys, copyTables } from './ingest/copies-of-tables';
import { writeByUnnest } from './ingest/raw-writers';
import { readTableRows } from './ingest/table-rows';
import { type BenchDatabase, withBenchDatabase } from './support/bench-database';

const TASKS = 50;
const TRIALS = 10;
const ROLLOUTS = TASKS * TRIALS;
const ERROR_RATE = 0.1;
/** Matches the flush size of a fast collection. */
const BATCH = 50;
/** A scripted rollout takes a millisecond, so any overhead of the platform shows. */
const MIN_SHARE_OF_PLAY = 0.5;
const MIN_UNNEST_RATIO = 0.5;

/**
 * A collection of 500 rollouts with the scripted user and the reference agent, by one worker that runs one shard at a
 * time, on a durable Postgres: from `startCollection` to its end, including queue, claims, progress and events.
 *
 * @returns rollouts per second compared with the same conversations in a bare loop; the share of that time outside the
 *   environment; table rows per second of a collection's writes compared with a raw insert of the same rows
 */
export function collectionBench(): Promise<BenchRow[]> {
  return withBenchDatabase(async (bench) => {
    const input = await prepare(bench);
    // The first collection fills caches.
    await collectOne(bench, input);
    const { collection, seconds } = await collectOne(bench, input);
    const parts = await measureParts(bench, collection);
    const writes = await measureWrites(bench, await startUnplayed(bench, collection), parts.played);
    return describe({ seconds, ...parts, ...writes });
  });
}

type Collected = { readonly collection: Collection; readonly seconds: number };

/** Runs a collection to its end. */
async function collectOne(bench: BenchDatabase, input: Parts): Promise<Collected> {
  const folder = await mkdtemp(join(tmpdir(), 'turnwise-bench-files-'));
  const worker = await startWorker(
    {
      applicationUrl: bench.applicationUrl,
      queue: { jobsUrl: bench.jobsUrl },
      files: new LocalFileStore(folder),
      providers: ['cpu'],
      concurrency: 1,
      leaseMs: 30_000,
      logger: createLogger('silent', 'worker'),
    },
    JOBS,
  );
  try {
    const start = performance.now();
    const { id } = await startLike(bench, input);
    for (;;) {
      const collection = await bench.database.inTenant(bench.tenantId, (stores) => stores.collections.get(id));
      if (collection.endedAt !== null) return { collection, seconds: (performance.now() - start) / 1000 };
      await sleep(10);
    }
  } finally {
    await worker.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Parts = Pick<Collection, 'experimentId' | 'taskSetId' | 'policyId' | 'userSimulatorId'>;

function startLike({ database, tenantId }: BenchDatabase, parts: Parts): Promise<Collection> {
  const { experimentId, taskSetId, policyId, userSimulatorId } = parts;
  const references = { experimentId, taskSetId, policyId, userSimulatorId };
  return startCollection(database, tenantId, { ...references, settings: { trials: TRIALS }, idempotencyKey: null });
}

async function startUnplayed(bench: BenchDatabase, parts: Parts): Promise<Collection> {
  const { id } = await startLike(bench, parts);
  return cancelCollection(bench.database, bench.tenantId, { id, jobs: JOBS });
}

async function prepare({ database, tenantId }: BenchDatabase): Promise<Parts> {
  const idempotencyKey = null;
  const name = 'collection';
  const experiment = await createExperiment(database, tenantId, { name, description: '', idempotencyKey });
  const world = {
    version: 'v1',
    worldSize: 'SMALL',
    worldSeed: 1,
    taskSeed: 1,
    split: 'train',
    families: null,
  } as const;
  const taskSet = await generateTaskSet(
    { database, tenantId, environments: new Environments(null) },
    { ...world, name, size: TASKS, idempotencyKey },
  );
  const spec = scriptedPolicySpec('GOLDEN', ERROR_RATE);
  const policy = await createPolicy(database, tenantId, { name, spec, idempotencyKey });
  const user = { name, spec: { kind: 'SCRIPTED' }, idempotencyKey } as const;
  const simulator = await createUserSimulator(database, tenantId, user);
  return {
    experimentId: experiment.id,
    taskSetId: taskSet.id,
    policyId: policy.id,
    userSimulatorId: simulator.id,
  };
}

type PartTimes = { readonly aloneSeconds: number; readonly environmentSeconds: number; readonly played: PlayedSlot[] };

/** The same conversations without the platform: first at full speed, then with the environment timed. */
async function measureParts({ database, tenantId }: BenchDatabase, { taskSetId }: Parts): Promise<PartTimes> {
  const taskSet = await loadTaskSet({ database, tenantId, environments: new Environments(null) }, taskSetId);
  const { seed, maxTurns } = defaultsOf({ seed: COLLECTION_SETTINGS.seed, maxTurns: COLLECTION_SETTINGS.maxTurns });
  const settings = { taskSet, environment: taskSet.environment, trials: TRIALS, errorRate: ERROR_RATE, seed, maxTurns };
  const start = performance.now();
  const played = await playAlone(settings);
  const aloneSeconds = (performance.now() - start) / 1000;
  const environment = new TimedEnvironment(taskSet.environment);
  await playAlone({ ...settings, environment });
  return { aloneSeconds, environmentSeconds: environment.seconds, played };
}

type WriteTimes = { readonly tableRows: number; readonly writeSeconds: number; readonly rawSeconds: number };

/** Writes the rollouts in batches as a shard does, and the same rows into copies of the tables. */
async function measureWrites(
  { database, tenantId, ownerUrl, superuserUrl }: BenchDatabase,
  collection: Collection,
  played: readonly PlayedSlot[],
): Promise<WriteTimes> {
  const owner = new Client({ connectionString: ownerUrl });
  const superuser = new Client({ connectionString: superuserUrl });
  await owner.connect();
  await superuser.connect();
  try {
    await copyTables(owner, 'collected_copy');
    await copyForeignKeys(superuser, 'collected_copy');
    const finished = played.map(({ slot, played }) => ({ rollout: toCollectedRollout(collection, slot, played) }));
    let [tableRows, writeSeconds, rawSeconds] = [0, 0, 0];
    for (let first = 0; first < finished.length; first += BATCH) {
      const batch = finished.slice(first, first + BATCH);
      writeSeconds += await secondsOf(() =>
        database.inTenant(tenantId, (stores) => writeCollected(stores, collection, batch)),
      );
      const { rows } = await superuser.query<{ id: string }>('SELECT id FROM rollout WHERE identity = ANY($1)', [
        batch.map(({ rollout }) => rollout.identity),
      ]);
      const tables = await readTableRows(
        superuser,
        rows.map(({ id }) => id),
      );
      tableRows += tables.reduce((sum, table) => sum + table.rows.length, 0);
      await owner.query('DISCARD PLANS');
      rawSeconds += await secondsOf(() => writeByUnnest(owner, 'collected_copy', tables));
    }
    return { tableRows, writeSeconds, rawSeconds };
  } finally {
    await owner.end();
    await superuser.end();
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

type Times = PartTimes & WriteTimes & { readonly seconds: number };

function describe(times: Times): BenchRow[] {
  const { seconds, aloneSeconds, environmentSeconds, tableRows, writeSeconds, rawSeconds } = times;
  const shareOfPlay = aloneSeconds / seconds;
  const outside = 1 - environmentSeconds / seconds;
  const writeRatio = rawSeconds / writeSeconds;
  return [
    {
      name: `collection of ${ROLLOUTS} rollouts, scripted user and agent, one shard at a time`,
      value: ROLLOUTS / seconds,
      unit: 'rollouts/s',
      limit: `the same conversations in a bare loop: ${Math.round(ROLLOUTS / aloneSeconds)}/s; min ${MIN_SHARE_OF_PLAY} of that`,
      ratio: shareOfPlay,
      target: MIN_SHARE_OF_PLAY,
      met: shareOfPlay >= MIN_SHARE_OF_PLAY,
    },
    {
      name: 'collection, share of time outside the environment',
      value: outside,
      unit: 'of total time',
      limit: `none; ${((outside * seconds * 1000) / ROLLOUTS).toFixed(1)} ms per rollout: agent, user, classification, writes, queue`,
      ratio: outside,
      target: null,
      met: null,
    },
    {
      name: `collection, table rows written in batches of ${BATCH}, ${(tableRows / ROLLOUTS).toFixed(1)} per rollout`,
      value: tableRows / writeSeconds,
      unit: 'rows/s',
      limit: `raw unnest of the same rows: ${Math.round(tableRows / rawSeconds)}/s; min ${MIN_UNNEST_RATIO} of that`,
      ratio: writeRatio,
      target: MIN_UNNEST_RATIO,
      met: writeRatio >= MIN_UNNEST_RATIO,
    },
  ];
}
