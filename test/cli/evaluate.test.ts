import { generateTaskSet } from '../../src/services/tasks/create-task-set';
import { Environments } from '../../src/services/worlds/environments';
import type { RunningWorker } from '../../worker/start-worker';
import { startTestApi, type TestApi, type TestOrganization } from '../api/support/api-server';
import { startTestWorker } from '../api/support/worker';
import { runCli } from './run-cli';

jest.setTimeout(120_000);

describe('turnwise evaluate and compare', () => {
  let api: TestApi;
  let worker: RunningWorker;
  let acme: TestOrganization;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startTestWorker(api);
    acme = await api.addOrganization('acme');
    const source = { database: api.database, tenantId: acme.id, environments: new Environments(null) };
    await generateTaskSet(source, {
      name: 'held out',
      version: 'v1',
      worldSize: 'SMALL',
      worldSeed: 5,
      taskSeed: 6,
      size: 6,
      split: 'test',
      families: ['look-up', 'cancel-allowed'],
      idempotencyKey: null,
    });
  });
  afterAll(async () => {
    await worker.close();
    await api.stop();
  });

  function run(...words: readonly string[]) {
    return runCli(words, { TURNWISE_URL: api.server.url, TURNWISE_API_KEY: acme.secrets.MEMBER });
  }

  async function evaluate(policy: string): Promise<string> {
    const { code, stdout, stderr } = await run(
      ...['evaluate', '--experiment', 'agents', '--policy', policy, '--task-set', 'held out', '--trials', '3'],
      ...['--seed', '4', '--bootstrap-draws', '200', '--per-task'],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain(`${policy} with scripted`);
    expect(stdout).toMatch(/18 rollouts of 6 tasks \(6\s+counted\)/);
    expect(stdout).toMatch(/pass\^3 /);
    expect(stdout).toMatch(/pass@3 /);
    expect(stdout).toContain('scored 18 of 18 attempted');
    return /Evaluation ([0-9a-f-]{36})/.exec(stdout)![1]!;
  }

  it('print figures with intervals, and the difference of two agents', async () => {
    const worse = await evaluate('golden:0.5');
    const better = await evaluate('golden');
    const compared = await run('compare', worse, better, '--bootstrap-draws', '200');
    expect(compared).toMatchObject({ code: 0 });
    expect(compared.stdout).toMatch(/golden with scripted \S+ against golden:0\.5 with scripted \S+, 6 tasks/);
    expect(compared.stdout).toMatch(/p: paired t .*exact permutation within tasks/s);
    expect(compared.stdout).toContain('minimum detectable difference');
    const json = await run('compare', worse, better, '--bootstrap-draws', '200', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ evaluations: [{ id: worse }, { id: better }] });
  });

  it('say what is missing', async () => {
    const none = await run('evaluate', '--experiment', 'agents', '--policy', 'golden');
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('give exactly one of --task-set, --collection and --recorded');
    const trials = await run('evaluate', '--experiment', 'agents', '--policy', 'golden', '--task-set', 'held out');
    expect(trials.stderr).toContain('--trials: required for this source');
    const strangers = await run(
      'compare',
      '00000000-0000-4000-8000-000000000000',
      '00000000-0000-4000-8000-000000000001',
    );
    expect(strangers.stderr).toContain('no evaluation 00000000-0000-4000-8000-000000000000');
  });
});
