import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithBenchmarkData } from '../support/benchmark-data';
import { runCli, startCli } from './run-cli';

type DemoJson = {
  readonly source: string;
  readonly import: { readonly accepted: number; readonly duplicates: number } | null;
  readonly collection: {
    readonly id: string;
    readonly progress: { readonly done: number; readonly scored: number; readonly passed: number };
  } | null;
  readonly calibration: {
    readonly id: string;
    readonly rounds: readonly {
      readonly verdict: string;
      readonly reportHash: string;
      readonly rolloutCount: number;
    }[];
  };
  readonly audits: readonly {
    readonly rewardScheme: { readonly name: string };
    readonly rolloutCount: number;
    readonly reportHash: string;
    readonly estimators: readonly { readonly estimator: string; readonly mismatches: number }[];
  }[];
  readonly comparison: {
    readonly rolloutCount: number;
    readonly signFlips: number;
    readonly before: { readonly discriminativeAccuracy: number };
    readonly after: { readonly discriminativeAccuracy: number };
  };
  readonly evaluation: {
    readonly baseline: { readonly reportHash: string; readonly policy: { readonly name: string } };
    readonly candidate: { readonly reportHash: string; readonly policy: { readonly name: string } };
    readonly comparison: {
      readonly tasksPaired: number;
      readonly seedPairs: { readonly pairs: number };
      readonly passHatK: readonly {
        readonly k: number;
        readonly estimate: { readonly difference: number; readonly bca: { readonly low: number } };
      }[];
    };
  } | null;
  readonly training: {
    readonly base: number;
    readonly trained: number;
    readonly difference: { readonly estimate: number; readonly low: number | null; readonly high: number | null };
    readonly basePolicy: { readonly checkpointId: string };
    readonly trainedPolicy: { readonly checkpointId: string };
    readonly evaluation: { readonly comparison: { readonly tasksPaired: number } };
  } | null;
  readonly secondsByStage: Readonly<Record<string, number>>;
};

type DemoRun = { readonly stdout: string; readonly json: DemoJson };

jest.setTimeout(240_000);

/** A folder for the database of a demo, and the settings that point there. */
class DemoFolder {
  private readonly folder = mkdtempSync(join(tmpdir(), 'turnwise-demo-'));
  readonly settings = { TURNWISE_DATA_FOLDER: join(this.folder, 'data'), TURNWISE_PORT: '0' };

  constructor() {
    // In a folder that only root can enter, the cluster would go elsewhere and stay there.
    chmodSync(this.folder, 0o755);
  }

  async runDemo(words: readonly string[]): Promise<DemoRun> {
    const file = join(this.folder, 'demo.json');
    const { code, stdout, stderr } = await runCli(['demo', '--exit', '--json', file, ...words], this.settings);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return { stdout, json: JSON.parse(readFileSync(file, 'utf8')) as DemoJson };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe('turnwise demo', () => {
  const folder = new DemoFolder();
  afterAll(() => {
    folder.remove();
  });

  it('plays generated tasks, calibrates, audits and compares; a second run finds what the first did, --anew does the same again', async () => {
    const first = await folder.runDemo(['--size', 'small', '--quick']);
    expect(first.json.source).toBe('GENERATED');
    const { done, scored, passed } = first.json.collection!.progress;
    expect({ done, scored }).toEqual({ done: 56, scored: 56 });
    expect(passed).toBeGreaterThan(10);
    expect(passed).toBeLessThan(56);
    expect(first.json.calibration.rounds[0]!.rolloutCount).toBe(56);
    expect(first.json.audits.map(({ rolloutCount }) => rolloutCount)).toEqual([56, 56]);
    expect(first.stdout).toContain('makes a mistake in 15 % of its turns');
    expect(first.stdout).toContain(`${passed} of 56 SCORED pass`);
    const { baseline, candidate, comparison } = first.json.evaluation!;
    expect([baseline.policy.name, candidate.policy.name]).toEqual(['golden:0.25', 'golden:0.05']);
    expect(comparison).toMatchObject({ tasksPaired: 14, seedPairs: { pairs: 28 } });
    expect(comparison.passHatK.map(({ k }) => k)).toEqual([1, 2]);
    expect(comparison.passHatK[0]!.estimate.difference).toBeGreaterThan(0);
    expect(first.stdout).toMatch(/│ pass\^1 \(pass rate\) +│ 0\.\d{3} \(/);
    expect(first.stdout).toContain('McNemar');
    expect(first.json.training).toBeNull();
    expect(Object.keys(first.json.secondsByStage)).toEqual(['collect', 'calibrate', 'audit', 'evaluate']);
    for (const line of first.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(110);

    const second = await folder.runDemo(['--size', 'small', '--quick']);
    expect(second.stdout).toContain('nothing is played twice');
    expect(second.json.collection!.id).toBe(first.json.collection!.id);
    expect(second.json.calibration).toEqual(first.json.calibration);
    expect(second.json.audits).toEqual(first.json.audits);
    expect(second.json.evaluation).toEqual(first.json.evaluation);

    const anew = await folder.runDemo(['--size', 'small', '--quick', '--anew']);
    expect(anew.json.collection!.id).not.toBe(first.json.collection!.id);
    expect(anew.json.collection!.progress).toEqual(first.json.collection!.progress);
    expect(anew.json.comparison).toEqual(first.json.comparison);
    const hashes = ({ json: { evaluation } }: DemoRun) => [
      evaluation!.baseline.reportHash,
      evaluation!.candidate.reportHash,
    ];
    expect(hashes(anew)).toEqual(hashes(first));
  });

  it('trains a policy on a scheme calibrated on its base, and evaluates it against the base on held-out tasks', async () => {
    const { json, stdout } = await folder.runDemo(['--size', 'small']);
    const { base, trained, difference, basePolicy, trainedPolicy, evaluation } = json.training!;
    for (const passRate of [base, trained]) {
      expect(passRate).toBeGreaterThanOrEqual(0);
      expect(passRate).toBeLessThanOrEqual(1);
    }
    expect(difference.estimate).toBeCloseTo(trained - base, 9);
    expect(Object.keys(difference)).toEqual(['estimate', 'low', 'high']);
    expect(basePolicy.checkpointId).not.toBe(trainedPolicy.checkpointId);
    expect(evaluation.comparison.tasksPaired).toBe(14);
    expect(Object.keys(json.secondsByStage).slice(4)).toEqual(['imitate', 'calibrateBase', 'train', 'evaluateTrained']);
    expect(stdout).toMatch(
      /\n {2}28 conversations, pass rate [01]\.\d{3}: \d+ decisions to imitate\n {2}epoch 1 of 2: /,
    );
    expect(stdout).toMatch(/\n {2}1–1 {2}pass [01]\.\d{3} [█·]{40} .*\n(.*\n)* {2}2–2 {2}pass/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });

  it('imports synthetic rollouts and finds what was planted; a second run adds nothing and finds the same', async () => {
    const first = await folder.runDemo(['--synthetic']);
    expect(first.json.import).toMatchObject({ accepted: 400, duplicates: 0 });
    expect(first.json.evaluation).toBeNull();
    expect(first.json.calibration.rounds[0]).toMatchObject({ verdict: 'ACCEPTED' });
    expect(first.stdout).toContain('within-task rho');
    expect(first.stdout).toContain('DISCRIMINATIVE_ACCURACY');
    expect(first.stdout).toContain('planted within-task rho');
    const [proposed, dense] = first.json.audits;
    expect(proposed!.rewardScheme.name).toMatch(/^calibrated: synthetic/);
    expect(dense!.rewardScheme.name).toBe('DENSE');
    expect(proposed!.rolloutCount).toBe(400);
    expect(proposed!.estimators).toHaveLength(8);
    expect(first.json.comparison.rolloutCount).toBe(400);
    expect(first.json.comparison.signFlips).toBeGreaterThan(0);
    expect(first.json.comparison.after.discriminativeAccuracy).toBeGreaterThan(
      first.json.comparison.before.discriminativeAccuracy,
    );
    expect(first.stdout).toMatch(/MT_GRPO_PADDED .*\n(.*\n)+.*turns .* change the sign of their advantage/);
    const second = await folder.runDemo(['--synthetic', '--anew']);
    expect(second.json.import).toMatchObject({ accepted: 0, duplicates: 400 });
    expect(second.json.calibration.id).not.toBe(first.json.calibration.id);
    expect(second.json.calibration.rounds[0]!.reportHash).toBe(first.json.calibration.rounds[0]!.reportHash);
    expect(second.json.audits[1]!.reportHash).toBe(dense!.reportHash);
    expect(second.json.comparison).toEqual(first.json.comparison);
  });

  it('names the stage that failed, and ends everything', async () => {
    const words = ['demo', '--exit', '--benchmark-data', '/nowhere'];
    const { code, stdout, stderr } = await runCli(words, folder.settings);
    expect(code).toBe(1);
    expect(stdout).toContain('Stage 1, collect, failed:\nstopping worker, API and database\n');
    expect(stderr).toContain('turnwise: /nowhere');
  });

  it('keeps the server running, on another port when its own is taken, until Ctrl-C, and ends everything', async () => {
    const blocker = createServer();
    const port = await listen(blocker);
    const words = ['demo', '--size', 'small', '--quick'];
    const demo = startCli(words, { ...folder.settings, TURNWISE_PORT: String(port) });
    await waitFor(() => demo.output().includes('press Ctrl-C to stop it'));
    const url = /Server: (http:\/\/127\.0\.0\.1:(\d+))\/graphql/.exec(demo.output());
    expect(Number(url?.[2])).not.toBe(port);
    const base = url?.[1] ?? '';
    expect((await fetch(`${base}/health`)).status).toBe(200);
    demo.child.kill('SIGINT');
    expect((await demo.ended).code).toBe(0);
    await expect(fetch(`${base}/health`)).rejects.toThrow();
    blocker.close();
  });

  it('ends in order when Ctrl-C comes in the middle', async () => {
    const demo = startCli(['demo', '--anew', '--size', 'small'], folder.settings);
    await waitFor(() => demo.output().includes('Collect rollouts'));
    demo.child.kill('SIGINT');
    const { code, stdout, stderr } = await demo.ended;
    expect({ code, stderr: stderr.split('\n').filter((line) => line.startsWith('turnwise')) }).toEqual({
      code: 1,
      stderr: ['turnwise: interrupted by SIGINT; accepted work is kept'],
    });
    expect(stdout).toMatch(/stopping worker, API and database\n$/);
    expect(stdout).not.toContain('failed:');
  });
});

describeWithBenchmarkData('turnwise demo --benchmark-data', (data) => {
  const folder = new DemoFolder();
  afterAll(() => {
    folder.remove();
  });

  it('plays the tasks of tau-bench', async () => {
    const { json, stdout } = await folder.runDemo(['--size', 'small', '--benchmark-data', data]);
    expect(json.source).toBe('BENCHMARK');
    expect(json.collection!.progress).toMatchObject({ done: 48, scored: 48 });
    expect(stdout).toContain('the tasks of the benchmark');
    expect(json.evaluation!.comparison.tasksPaired).toBe(12);
    expect(json.evaluation!.comparison.passHatK[0]!.estimate.bca.low).toBeGreaterThan(0);
  });
});

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as { port: number }).port);
    });
  });
}

async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt++) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('waited for 100 seconds in vain');
}
