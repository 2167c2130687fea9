import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeRollouts } from '../../../src/domain/calibration/analyze-rollouts';
import type { RecordedRollout } from '../../../src/domain/trajectory';
import { AIRLINE_TOOL_KINDS } from '../../../src/environment/airline/tool-kinds';
import { readResults } from '../../../src/formats/read-results';
import { describeWithBenchmarkData } from '../../support/benchmark-data';

async function readRecorded(folder: string): Promise<RecordedRollout[]> {
  const file = createReadStream(join(folder, 'tau-bench', 'gpt-4o-airline.json.gz'));
  const rollouts: RecordedRollout[] = [];
  for await (const row of readResults(file, { countFailuresAsAuthorsDo: true })) {
    if ('problem' in row) throw new Error(`row ${row.row}: ${row.problem.message}`);
    rollouts.push(row.rollout);
  }
  return rollouts;
}

/** Every number of a JSON value with its path, null included, so that two values can be compared number by number. */
function numbersByPath(value: unknown, path = ''): [string, number | null][] {
  if (value === null || typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object') throw new Error(`${path} is a ${typeof value}`);
  return Object.entries(value).flatMap(([key, member]) => numbersByPath(member, `${path}/${key}`));
}

describeWithBenchmarkData('analyzeRollouts on the recorded GPT-4o rollouts', (folder) => {
  let recorded: RecordedRollout[];
  beforeAll(async () => {
    recorded = await readRecorded(folder);
  });

  it('agrees with the independent implementation on tasks 0 to 16 to 1e-9 on every number', () => {
    const reference: unknown = JSON.parse(readFileSync(join(folder, 'calibration-reference-tasks-0-16.json'), 'utf8'));
    const expected = numbersByPath(reference);
    const analysis = analyzeRollouts(
      recorded.filter(({ task }) => Number(task.externalId) <= 16),
      AIRLINE_TOOL_KINDS,
    );
    const actual = numbersByPath(JSON.parse(JSON.stringify(analysis)));

    expect(actual.map(([path]) => path)).toEqual(expected.map(([path]) => path));
    expect(expected.length).toBeGreaterThan(200);
    const wrong = actual.filter(([, value], i) => {
      const wanted = expected[i]![1];
      return value === null || wanted === null ? value !== wanted : !(Math.abs(value - wanted) <= 1e-9);
    });
    expect(wrong).toEqual([]);
  });

  it('gives the pass^1 to pass^4 that the authors of tau-bench publish for all 200 rollouts', () => {
    const { rollouts, passHatK } = analyzeRollouts(recorded, AIRLINE_TOOL_KINDS);
    expect(rollouts).toBe(200);
    expect(Object.keys(passHatK)).toEqual(['1', '2', '3', '4']);
    expect(passHatK['1']).toBeCloseTo(0.42, 12);
    expect(passHatK['2']).toBeCloseTo(0.82 / 3, 12);
    expect(passHatK['3']).toBeCloseTo(0.22, 12);
    expect(passHatK['4']).toBeCloseTo(0.2, 12);
  });
});
