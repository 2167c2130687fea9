import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { generateRollouts } from '../../src/domain/synthetic/generate-rollouts';
import { toTauBenchRow } from '../../src/domain/synthetic/to-tau-bench-row';
import { describeWithBenchmarkData } from '../support/benchmark-data';
import { runCli } from './run-cli';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'turnwise-cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function writeRollouts(): string {
  const file = join(folder, 'rollouts.json');
  const { rollouts } = generateRollouts({ tasks: 6, trials: 2, seed: 1 });
  writeFileSync(file, JSON.stringify(rollouts.map(toTauBenchRow)));
  return file;
}

describe('turnwise analyze', () => {
  it('prints the statistics of a file, all of it or some tasks', async () => {
    const file = writeRollouts();
    const all = await runCli(['analyze', file, '--json']);
    expect(all.code).toBe(0);
    expect(JSON.parse(all.stdout)).toMatchObject({ rollouts: 12, passHatK: { '1': expect.any(Number) as number } });
    const some = await runCli(['analyze', file, '--json', '--tasks', '1-2']);
    expect(JSON.parse(some.stdout)).toMatchObject({ rollouts: 4 });
  });

  it.each([
    ['a file that does not exist', ['missing.json'], 'missing.json: no such file'],
    ['a folder', ['.'], '.: is a folder, not a file'],
    ['a range that is none', ['FILE', '--tasks', 'two'], '--tasks: "two" must be a number or a range, e.g. 0-16'],
    ['tasks that the file does not have', ['FILE', '--tasks', '900'], 'has no rollouts of the selected tasks'],
  ])('refuses %s with a sentence and without a stack', async (_, words, message) => {
    const file = writeRollouts();
    const { code, stdout, stderr } = await runCli(['analyze', ...words.map((word) => (word === 'FILE' ? file : word))]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it('refuses a file with a bad row, naming row and field', async () => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, '[{"task_id": 1, "reward": NaN, "info": {}, "traj": [], "trial": 0}]');
    const { code, stderr } = await runCli(['analyze', file, '--json']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/row 0, reward: .*NaN/);
  });
});

describeWithBenchmarkData('commands on benchmark data', (data) => {
  const tauBench = join(data, 'tau-bench');
  const recorded = join(tauBench, 'gpt-4o-airline.json.gz');

  it('analyze agrees with the independent reference on every number', async () => {
    const { stdout } = await runCli(['analyze', recorded, '--json', '--tasks', '0-16']);
    const reference = readFileSync(join(data, 'calibration-reference-tasks-0-16.json'), 'utf8');
    expectClose(JSON.parse(stdout), JSON.parse(reference), '');
  });

  it('replay gives the recorded outputs and hashes of the reference implementation', async () => {
    const vectors = JSON.parse(gunzipSync(readFileSync(join(tauBench, 'parity', 'fuzz.json.gz'))).toString()) as {
      sequences: {
        id: string;
        calls: { name: string; arguments: string; output: string | null }[];
        final_hash: string;
      }[];
    };
    const { stdout } = await runCli(['replay', join(tauBench, 'parity', 'fuzz.json.gz'), '--data', tauBench, '--json']);
    expect(JSON.parse(stdout)).toEqual({
      sequences: vectors.sequences.map(({ id, calls, final_hash }) => ({
        id,
        outputs: calls.map((call) => call.output),
        final_hash,
      })),
    });
  });

  it('replay of recorded rollouts names the key that the data renamed since', async () => {
    const { stdout } = await runCli(['replay', recorded, '--data', tauBench, '--recorded']);
    expect(stdout).toContain('1044 outputs equal, 120 different');
    expect(stdout).toContain('address: province -> state');
  });

  it.each([
    ['v1', 'tau-bench', 'gpt-4o-airline.json.gz', '200 agree, 0 do not'],
    ['v2', 'tau2-bench', 'results-gpt-4.1-airline-1trial-v0.json.gz', '20 agree, 0 do not'],
    ['v2', 'tau2-bench', 'results-qwen2.5-7b-airline-1trial-v0.json.gz', '50 agree, 0 do not'],
  ])('rescore (%s) recomputes every recorded reward of %s/%s', async (version, benchmark, file, message) => {
    const words = ['rescore', join(data, benchmark, file), '--data', join(data, benchmark), '--version', version];
    const { code, stdout } = await runCli(words);
    expect(stdout).toContain(message);
    expect(code).toBe(0);
  });

  it('rescore reports a reward that was changed', async () => {
    const rows = JSON.parse(gunzipSync(readFileSync(recorded)).toString()) as { reward: number }[];
    const file = join(folder, 'changed.json');
    writeFileSync(
      file,
      JSON.stringify(rows.slice(0, 8).map((row, i) => (i === 3 ? { ...row, reward: 1 - row.reward } : row))),
    );
    const { code, stdout } = await runCli(['rescore', file, '--data', tauBench, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ compared: 8, agreeing: 7, disagreements: [{ source: 'row 3' }] });
  });
});

function expectClose(actual: unknown, expected: unknown, path: string): void {
  if (typeof expected === 'object' && expected !== null) {
    expect({ path, keys: Object.keys(actual as object) }).toEqual({ path, keys: Object.keys(expected) });
    for (const [key, value] of Object.entries(expected)) {
      expectClose((actual as Record<string, unknown>)[key], value, `${path}/${key}`);
    }
  } else if (typeof expected === 'number') {
    expect({ path, isClose: Math.abs(Number(actual) - expected) < 1e-9 }).toEqual({ path, isClose: true });
  } else expect({ path, actual }).toEqual({ path, actual: expected });
}
