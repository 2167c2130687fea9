import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Learner } from '../../src/training/learner/learner';
import type { LearnerSettings } from '../../src/training/learner/learner-settings';
import { DEFAULT_ADAM } from '../../src/training/scorer/adam-graph';
import { startTestApi } from '../api/support/api-server';
import { runCli } from './run-cli';

jest.setTimeout(120_000);

describe('turnwise policy run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-policy-run-'));
  const file = join(folder, 'model.onnx');

  beforeAll(async () => {
    const settings: LearnerSettings = {
      architecture: { kind: 'MLP', hidden: [16] },
      critic: null,
      adam: DEFAULT_ADAM,
    };
    const learner = await Learner.create(settings, { kind: 'SEED', seed: 1 });
    writeFileSync(file, (await learner.save()).model);
    await learner.close();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function run(...words: string[]) {
    return runCli(['policy', 'run', ...words]);
  }

  it('shows the best candidates of each turn with their probabilities, what was chosen, and what came of it', async () => {
    const words = [file, '--task', 'train-bags-0001', '--max-turns', '4', '--top', '3'];
    const { code, stdout, stderr } = await run(...words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Task train-bags-0001: /);
    expect(stdout).toContain('\nuser: ');
    const turns = [...stdout.matchAll(/\nturn (\d+): (\d+) candidates\n((?:[> ] +\d+ {2}[01]\.\d{3} {2}.*\n)+)/g)];
    expect(turns.map(([, turn]) => Number(turn))).toEqual(turns.map((_, rank) => rank + 1));
    expect(turns.length).toBeGreaterThan(0);
    for (const [, , count, lines] of turns) {
      const rows = lines!.trimEnd().split('\n');
      expect(rows).toHaveLength(Math.min(3, Number(count)));
      // The likeliest is taken, and it comes first.
      expect(rows.map((row) => row.startsWith('>'))).toEqual(rows.map((_, rank) => rank === 0));
      const probabilities = rows.map((row) => Number(row.slice(6).trim().split(' ')[0]));
      expect(probabilities).toEqual([...probabilities].sort((left, right) => right - left));
    }
    expect(stdout).toMatch(/\nThe conversation is over: \w+\nReward [01]: database (right|wrong|not checked)\n/);
    expect(stdout).toMatch(new RegExp(`Agent turns: ${turns.length} `));
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });

  it('draws by seed, at a temperature, and marks a choice that is not among the best', async () => {
    const words = [file, '--task', 'train-bags-0001', '--max-turns', '6', '--temperature', '5', '--top', '1'];
    const first = await run(...words, '--seed', '3');
    expect(await run(...words, '--seed', '3')).toEqual(first);
    expect((await run(...words, '--seed', '4')).stdout).not.toBe(first.stdout);
    expect(first.stdout).toMatch(/\n {4}1 {2}0\.\d{3} {2}.*\n> +\d+ {2}0\.\d{3} /);
  });

  it('plays a checkpoint of a server like the file', async () => {
    const api = await startTestApi();
    try {
      const { secrets } = await api.addOrganization('acme');
      const settings = { TURNWISE_URL: api.server.url, TURNWISE_API_KEY: secrets.MEMBER };
      const sent = await runCli(['checkpoints', 'upload', file, '--json'], settings);
      const { id } = JSON.parse(sent.stdout) as { id: string };
      const fetched = await runCli(['policy', 'run', '--checkpoint', id, '--max-turns', '3'], settings);
      expect(fetched).toEqual(await run(file, '--max-turns', '3'));
      const absent = await runCli(['policy', 'run', '--checkpoint', randomUUID()], settings);
      expect(absent).toMatchObject({ code: 1, stdout: '' });
      expect(absent.stderr).toMatch(/^turnwise: .*checkpoint/);
    } finally {
      await api.stop();
    }
  });

  it('refuses what is no policy with a sentence', async () => {
    const text = join(folder, 'text.onnx');
    writeFileSync(text, 'not a model');
    const damaged = join(folder, 'damaged.onnx');
    writeFileSync(damaged, readFileSync(file).subarray(0, 5000));
    const refusals = [
      [[text], 'model: is not a readable ONNX file'],
      [[damaged], 'turnwise: '],
      [['/nowhere.onnx'], '/nowhere.onnx: no such file'],
      [[], 'give either an ONNX file or --checkpoint ID'],
      [['--checkpoint', 'x'], 'no API key'],
      [[file, '--task', 'train-nothing-0001'], '--task: "train-nothing-0001" must be'],
      [[file, '--temperature', '-1'], 'not a number from 0 to 100'],
    ] as const;
    for (const [words, message] of refusals) {
      const { code, stdout, stderr } = await run(...words);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(message);
      expect(stderr).not.toContain('    at ');
    }
  });
});
