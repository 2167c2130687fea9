import { writeFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { apiBench } from './api';
import type { BenchRow } from './bench-row';
import { calibrationBench } from './calibration';
import { collectionBench } from './collection';
import { environmentBench } from './environment';
import { evaluationBench } from './evaluation';
import { generatorBench } from './generator';
import { importStreamBench } from './import-stream';
import { ingestBench } from './ingest';
import { APART, runApart, sendRows } from './run-apart';
import { trainingBench } from './training';

/** All benchmarks, run one after the other: concurrent runs would distort each other. */
const BENCHES: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  calibration: calibrationBench,
  environment: environmentBench,
  evaluation: evaluationBench,
  generator: generatorBench,
  training: trainingBench,
  'import-stream': () => importStreamBench(),
  ingest: ingestBench,
  collection: collectionBench,
  api: apiBench,
};

/** Usage: `npm run bench -- [NAME ...] [--json FILE]`; without names all benchmarks run. */
async function main(words: readonly string[]): Promise<void> {
  if (words[0] === APART) {
    sendRows(await BENCHES[words[1]!]!());
    return;
  }
  const jsonAt = words.indexOf('--json');
  const file = jsonAt < 0 ? null : words[jsonAt + 1];
  if (file === undefined) throw new Error('--json needs a file name');
  const names = words.filter((_, i) => jsonAt < 0 || (i !== jsonAt && i !== jsonAt + 1));
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length > 0)
    throw new Error(`no benchmark ${unknown.join(', ')}; available: ${Object.keys(BENCHES).join(', ')}`);
  const rows: BenchRow[] = [];
  for (const name of Object.keys(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stderr.write(`${name} ...\n`);
    rows.push(...(await runApart(__filename, name)));
  }
  process.stdout.write(`${formatRows(rows)}\n`);
  if (file !== null) await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`);
}

function formatRows(rows: readonly BenchRow[]): string {
  const table = new Table({
    head: ['what', 'value', 'unit', 'against', 'ratio', 'target', 'met'],
    colAligns: ['left', 'right', 'left', 'left', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    const met = row.met === null ? '–' : row.met ? 'yes' : 'no';
    table.push([
      row.name,
      significant(row.value),
      row.unit,
      row.limit,
      significant(row.ratio),
      significant(row.target),
      met,
    ]);
  }
  return table.toString();
}

function significant(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(3)));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
