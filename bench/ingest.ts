import { Client } from 'pg';
import { quantile } from '../src/domain/statistics/intervals/quantile';
import { createExperiment } from '../src/services/experiments/create-experiment';
import { ingestRollouts } from '../src/services/rollouts/ingest-rollouts';
import type { IngestRow } from '../src/services/rollouts/ingest-row';
import type { BenchRow } from './bench-row';
import { copyForeignKeys, copyTables } from './ingest/copies-of-tables';
import { type RawWriter, writeByCopy, writeByUnnest } from './ingest/raw-writers';
import { readTableRows, type TableRows } from './ingest/table-rows';
import { type BenchDatabase, withBenchDatabase } from './support/bench-database';
import { syntheticIngestRows } from './support/synthetic-ingest-rows';

/** Matches the number of rollouts that an import stores per transaction. */
const BATCH_ROLLOUTS = 200;
const BATCHES = 30;
/** The first batches fill caches and are not counted. */
const WARM_UP_BATCHES = 5;
const MIN_UNNEST_RATIO = 0.5;

/** A way to write the same rows without the product, into its own tables. */
type RawWay = { readonly schema: string; readonly name: string; readonly write: RawWriter; readonly hasKeys: boolean };

const RAW_WAYS: readonly RawWay[] = [
  { schema: 'unnest_keys', name: 'raw unnest', write: writeByUnnest, hasKeys: true },
  { schema: 'copy_keys', name: 'raw COPY', write: writeByCopy, hasKeys: true },
  { schema: 'unnest_free', name: 'raw unnest without foreign keys', write: writeByUnnest, hasKeys: false },
  { schema: 'copy_free', name: 'raw COPY without foreign keys', write: writeByCopy, hasKeys: false },
];

/**
 * Import of synthetic rollouts with everything involved (validation, classification, ids, tasks, row-level security),
 * compared with writing the finished rows of the same batch into copies of the tables without row-level security. One
 * transaction per batch each, alternating batch by batch, on a durable Postgres.
 *
 * @returns rollouts per second, then table rows (rollouts, turns and calls) per second compared with each raw way:
 *   medians over 30 batches
 */
export function ingestBench(): Promise<BenchRow[]> {
  return withBenchDatabase(async (bench) => {
    const owner = await connect(bench.ownerUrl);
    const superuser = await connect(bench.superuserUrl);
    try {
      for (const { schema, hasKeys } of RAW_WAYS) {
        await copyTables(owner, schema);
        if (hasKeys) await copyForeignKeys(superuser, schema);
      }
      return describe(await measureBatches(bench, owner, superuser));
    } finally {
      await owner.end();
      await superuser.end();
    }
  });
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

/** Seconds per batch for each way. */
type BatchTiming = { readonly tableRows: number; readonly ingest: number; readonly raw: readonly number[] };

async function measureBatches(bench: BenchDatabase, owner: Client, superuser: Client): Promise<BatchTiming[]> {
  const { database, tenantId } = bench;
  const experiment = await createExperiment(database, tenantId, {
    name: 'import',
    description: '',
    idempotencyKey: null,
  });
  const tasks = 50;
  const trials = ((WARM_UP_BATCHES + BATCHES) * BATCH_ROLLOUTS) / tasks;
  const rows = syntheticIngestRows({ tasks, trials, seed: 1, maxTurns: Infinity });
  const timings: BatchTiming[] = [];
  for (let batch = 0; batch < WARM_UP_BATCHES + BATCHES; batch++) {
    const batchRows = rows.slice(batch * BATCH_ROLLOUTS, (batch + 1) * BATCH_ROLLOUTS);
    let ids: string[] = [];
    const ingest = await secondsOf(async () => {
      ids = await ingestNew(bench, experiment.id, batchRows);
    });
    const tables = await readTableRows(superuser, ids);
    const raw = await measureRawWays(owner, tables, batch);
    const tableRows = tables.reduce((sum, table) => sum + table.rows.length, 0);
    if (batch >= WARM_UP_BATCHES) timings.push({ tableRows, ingest, raw });
  }
  return timings;
}

async function ingestNew(bench: BenchDatabase, experimentId: string, rows: readonly IngestRow[]): Promise<string[]> {
  const verdicts = await ingestRollouts(bench.database, bench.tenantId, experimentId, rows);
  return verdicts.map(({ row, status, rolloutId }) => {
    if (status !== 'ACCEPTED' || rolloutId === null)
      throw new Error(`row ${row} is ${status}: the measurement is meaningless`);
    return rolloutId;
  });
}

/** Each batch starts with a different way, so that none always profits from what ran before it. */
async function measureRawWays(owner: Client, tables: readonly TableRows[], batch: number): Promise<number[]> {
  const seconds = RAW_WAYS.map(() => 0);
  for (let turn = 0; turn < RAW_WAYS.length; turn++) {
    const index = (batch + turn) % RAW_WAYS.length;
    const { write, schema } = RAW_WAYS[index]!;
    // Plans of foreign key checks made on empty tables would slow the raw ways down: see RolloutWriter.
    await owner.query('DISCARD PLANS');
    seconds[index] = await secondsOf(() => write(owner, schema, tables));
  }
  return seconds;
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function describe(timings: readonly BatchTiming[]): BenchRow[] {
  const perRow = median(timings.map(({ ingest, tableRows }) => ingest / tableRows));
  const perRollout = median(timings.map(({ ingest }) => ingest / BATCH_ROLLOUTS));
  const rowsPerRollout = median(timings.map(({ tableRows }) => tableRows / BATCH_ROLLOUTS));
  const raw = RAW_WAYS.map(({ name, schema }, way): BenchRow => {
    const rawPerRow = median(timings.map((timing) => timing.raw[way]! / timing.tableRows));
    const ratio = rawPerRow / perRow;
    const target = schema === 'unnest_keys' ? MIN_UNNEST_RATIO : null;
    return {
      name: `import, table rows compared with ${name}`,
      value: 1 / perRow,
      unit: 'rows/s',
      limit: `${name} of the same rows: ${Math.round(1 / rawPerRow)}/s${target === null ? '' : `; min ${target} of that`}`,
      ratio,
      target,
      met: target === null ? null : ratio >= target,
    };
  });
  return [
    {
      name: `import, rollouts in batches of ${BATCH_ROLLOUTS}, ${rowsPerRollout.toFixed(1)} table rows each`,
      value: 1 / perRollout,
      unit: 'rollouts/s',
      limit: 'see the table rows below',
      ratio: null,
      target: null,
      met: null,
    },
    ...raw,
  ];
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)!;
}
