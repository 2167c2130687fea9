import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readResults, type ResultRollout } from '../../src/formats/read-results';
import { describeWithBenchmarkData } from '../support/benchmark-data';

async function readFile(file: string): Promise<readonly ResultRollout[]> {
  const rows: ResultRollout[] = [];
  for await (const row of readResults(createReadStream(file))) {
    if ('problem' in row) throw new Error(row.problem.message);
    rows.push(row);
  }
  return rows;
}

const countTurns = (rows: readonly ResultRollout[]): number =>
  rows.reduce((sum, row) => sum + row.rollout.turns.length, 0);
const countCalls = (rows: readonly ResultRollout[]): number =>
  rows.flatMap((row) => row.rollout.turns).reduce((sum, turn) => sum + turn.toolCalls.length, 0);
const countPassed = (rows: readonly ResultRollout[]): number => rows.filter((row) => row.rollout.reward === 1).length;

describeWithBenchmarkData('recorded result files', (folder) => {
  it('reads all 200 rollouts of the tau-bench GPT-4o file', async () => {
    const rows = await readFile(join(folder, 'tau-bench', 'gpt-4o-airline.json.gz'));
    expect(rows.map((row) => row.row)).toEqual(Array.from({ length: 200 }, (_, index) => index));
    expect(new Set(rows.map((row) => row.rollout.outcomeClass))).toEqual(new Set(['SCORED']));
    expect(countPassed(rows)).toBe(84);
    // The indexes are those of the specification of the format, the counts those of a reading in Python.
    expect(rows.filter((row) => row.rollout.isTruncated).map((row) => row.row)).toEqual([33, 52, 109, 159, 196]);
    expect([countTurns(rows), countCalls(rows)]).toEqual([2454, 1164]);
    expect(new Set(rows.map((row) => row.rollout.task.externalId)).size).toBe(50);
    expect(
      rows.every((row) => row.rollout.turns.every((turn) => turn.toolCalls.every((call) => call.result !== null))),
    ).toBe(true);
  });

  it('reads the tau2-bench GPT-4.1 file with several calls in one turn', async () => {
    const rows = await readFile(join(folder, 'tau2-bench', 'results-gpt-4.1-airline-1trial-v0.json.gz'));
    expect([rows.length, countPassed(rows), countTurns(rows), countCalls(rows)]).toEqual([20, 10, 206, 148]);
    expect(Math.max(...rows.flatMap((row) => row.rollout.turns.map((turn) => turn.toolCalls.length)))).toBe(12);
    expect(new Set(rows.map((row) => row.policyName))).toEqual(new Set(['gpt-4.1']));
    expect(new Set(rows.map((row) => row.clientId)).size).toBe(20);
    expect(new Set(rows.map((row) => row.rollout.seed))).toEqual(new Set(['626729']));
  });

  it('scores agent_error and too_many_errors 0 in the tau2-bench Qwen file', async () => {
    const rows = await readFile(join(folder, 'tau2-bench', 'results-qwen2.5-7b-airline-1trial-v0.json.gz'));
    expect([rows.length, countPassed(rows), countTurns(rows), countCalls(rows)]).toEqual([50, 9, 732, 344]);
    const reasons = rows.filter((row) => row.rollout.endReason !== 'user_stop').map((row) => row.rollout);
    expect(reasons.filter((rollout) => rollout.endReason === 'agent_error')).toHaveLength(9);
    expect(reasons.filter((rollout) => rollout.endReason === 'too_many_errors')).toHaveLength(1);
    expect(new Set(reasons.map((rollout) => `${rollout.outcomeClass} ${String(rollout.reward)}`))).toEqual(
      new Set(['SCORED 0']),
    );
    expect(
      rows.flatMap((row) => row.rollout.turns).some((turn) => turn.message === 'Hi! How can I help you today?'),
    ).toBe(false);
    expect(
      rows
        .flatMap((row) => row.rollout.turns)
        .flatMap((turn) => turn.toolCalls)
        .some((call) => call.isError),
    ).toBe(true);
  });
});
