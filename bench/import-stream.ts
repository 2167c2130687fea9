import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateRollouts } from '../src/domain/synthetic/generate-rollouts';
import { toTauBenchRow, type TauBenchRow } from '../src/domain/synthetic/to-tau-bench-row';
import { readResults } from '../src/formats/read-results';
import type { BenchRow } from './bench-row';

const MEGABYTE = 1_000_000;
const MAX_RESIDENT_MEGABYTES = 512;
const MIN_MEGABYTES_PER_SECOND = 70;
const ROWS_BETWEEN_SAMPLES = 200;
/**
 * Characters of the system message and of a tool's result. A row is about 20 kB, like recorded runs of the benchmark.
 */
const SYSTEM_LENGTH = 6000;
const RESULT_LENGTH = 1200;

/**
 * Reads a tau-bench result file made by repeating synthetic rollouts with varied `trial`, compared with a plain read of
 * its bytes.
 *
 * @param megabytes size of the file in 10^6 bytes; it is written to the temporary folder and removed
 * @returns throughput (ratio to the plain read; the target is 70 MB/s), and the peak resident memory of this process
 *   while reading (ratio to 512 MB). Run it in its own process, because earlier work counts towards that peak
 */
export async function importStreamBench(megabytes = 1000): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'turnwise-bench-'));
  try {
    const file = join(folder, 'results.json');
    const bytes = await writeRepetition(file, megabytes * MEGABYTE);
    const plain = await measure(() => readPlain(file));
    const imported = await measure(() => readImport(file));
    return describe(bytes / MEGABYTE, plain.seconds, imported);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function describe(megabytes: number, plainSeconds: number, imported: Measured): BenchRow[] {
  const speed = megabytes / imported.seconds;
  const plainSpeed = megabytes / plainSeconds;
  const resident = imported.result / MEGABYTE;
  return [
    {
      name: `read ${Math.round(megabytes)} MB of result rows`,
      value: speed,
      unit: 'MB/s',
      limit: `plain read of the same bytes: ${Math.round(plainSpeed)} MB/s; min ${MIN_MEGABYTES_PER_SECOND} MB/s`,
      ratio: speed / plainSpeed,
      target: MIN_MEGABYTES_PER_SECOND / plainSpeed,
      met: speed >= MIN_MEGABYTES_PER_SECOND,
    },
    {
      name: `peak resident memory while reading ${Math.round(megabytes)} MB`,
      value: resident,
      unit: 'MB',
      limit: `max ${MAX_RESIDENT_MEGABYTES} MB`,
      ratio: resident / MAX_RESIDENT_MEGABYTES,
      target: 1,
      met: resident <= MAX_RESIDENT_MEGABYTES,
    },
  ];
}

type Measured = { readonly seconds: number; readonly result: number };

async function measure(run: () => Promise<number>): Promise<Measured> {
  const start = performance.now();
  const result = await run();
  return { seconds: (performance.now() - start) / 1000, result };
}

async function writeRepetition(file: string, bytes: number): Promise<number> {
  const rows = generateRollouts({ tasks: 50, trials: 4, seed: 1 }).rollouts.map((rollout) =>
    lengthen(toTauBenchRow(rollout)),
  );
  const handle = await open(file, 'w');
  try {
    let written = 0;
    for (let round = 0; written < bytes; round++) {
      const text = rows.map((row) => stringifyTrial(row, round * 4 + row.trial)).join(',\n');
      const chunk = Buffer.from(round === 0 ? `[${text}` : `,\n${text}`);
      written += (await handle.write(chunk)).bytesWritten;
    }
    return written + (await handle.write(']')).bytesWritten;
  } finally {
    await handle.close();
  }
}

function lengthen(row: TauBenchRow): TauBenchRow {
  const system = { role: 'system', content: filler(SYSTEM_LENGTH) };
  const traj = row.traj.map((message) =>
    message.role === 'tool' ? { ...message, content: `${String(message.content)} ${filler(RESULT_LENGTH)}` } : message,
  );
  return { ...row, traj: [system, ...traj] };
}

/** Text with quotes to escape, like the JSON that tools return. */
function filler(length: number): string {
  return '{"synthetic": "filler"}, '.repeat(Math.ceil(length / 25)).slice(0, length);
}

/** Indented by two spaces, as the benchmark writes its files. */
function stringifyTrial(row: TauBenchRow, trial: number): string {
  return JSON.stringify({ ...row, trial }, null, 2);
}

async function readPlain(file: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) bytes += chunk.length;
  return bytes;
}

/** @returns the peak resident memory in bytes */
async function readImport(file: string): Promise<number> {
  let rows = 0;
  let resident = process.memoryUsage.rss();
  for await (const row of readResults(createReadStream(file))) {
    if ('problem' in row) throw new Error(`row ${row.row} was refused: ${row.problem.message}`);
    if (++rows % ROWS_BETWEEN_SAMPLES === 0) resident = Math.max(resident, process.memoryUsage.rss());
  }
  if (rows === 0) throw new Error('the generated file has no rows');
  return resident;
}
