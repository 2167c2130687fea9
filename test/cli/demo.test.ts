import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, startCli } from './run-cli';

type DemoJson = {
  readonly import: { readonly accepted: number; readonly duplicates: number };
  readonly calibration: { readonly rounds: readonly { readonly verdict: string; readonly reportHash: string }[] };
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
};

jest.setTimeout(240_000);

describe('turnwise demo', () => {
  let folder: string;
  let settings: Record<string, string>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'turnwise-demo-'));
    // In a folder that only root can enter, the cluster would go elsewhere and stay there.
    chmodSync(folder, 0o755);
    settings = { TURNWISE_DATA_FOLDER: join(folder, 'data'), TURNWISE_PORT: '0' };
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function runDemo(): Promise<{ readonly stdout: string; readonly json: DemoJson }> {
    const file = join(folder, 'demo.json');
    const { code, stdout, stderr } = await runCli(['demo', '--exit', '--json', file], settings);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return { stdout, json: JSON.parse(readFileSync(file, 'utf8')) as DemoJson };
  }

  it('imports, calibrates, audits, compares and prints; a second run adds nothing and finds the same', async () => {
    const first = await runDemo();
    expect(first.json.import).toMatchObject({ accepted: 400, duplicates: 0 });
    expect(first.json.calibration.rounds[0]).toMatchObject({ verdict: 'ACCEPTED' });
    expect(first.stdout).toContain('within-task rho');
    expect(first.stdout).toContain('DISCRIMINATIVE_ACCURACY');
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
    const second = await runDemo();
    expect(second.json.import).toMatchObject({ accepted: 0, duplicates: 400 });
    expect(second.json.calibration.rounds[0]!.reportHash).toBe(first.json.calibration.rounds[0]!.reportHash);
    expect(second.json.audits[1]!.reportHash).toBe(dense!.reportHash);
    expect(second.json.comparison).toEqual(first.json.comparison);
  });

  it('keeps the server running, on another port when its own is taken, until Ctrl-C, and ends everything', async () => {
    const blocker = createServer();
    const port = await listen(blocker);
    const demo = startCli(['demo'], { ...settings, TURNWISE_PORT: String(port) });
    await waitFor(() => demo.output().includes('Ctrl-C ends it'));
    const url = /Server: (http:\/\/127\.0\.0\.1:(\d+))\/graphql/.exec(demo.output());
    expect(Number(url?.[2])).not.toBe(port);
    const base = url?.[1] ?? '';
    expect((await fetch(`${base}/health`)).status).toBe(200);
    demo.child.kill('SIGINT');
    expect((await demo.ended).code).toBe(0);
    await expect(fetch(`${base}/health`)).rejects.toThrow();
    blocker.close();
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
