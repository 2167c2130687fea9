import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { ApiClient } from '../../src/cli/api-client';
import { ensureExperiment } from '../../src/cli/ensure-experiment';
import { followEvaluation, requestEvaluation } from '../../src/cli/queries/evaluation-query';
import type { RunningWorker } from '../../worker/start-worker';
import { ask, startTestApi, type TestApi, type TestOrganization, valueAt } from '../api/support/api-server';
import { startTestWorker } from '../api/support/worker';
import { runCli } from '../cli/run-cli';
import { describeWithBenchmarkData } from '../support/benchmark-data';

jest.setTimeout(120_000);

describeWithBenchmarkData('the 200 recorded rollouts of GPT-4o, imported and evaluated through the API', (folder) => {
  let api: TestApi;
  let worker: RunningWorker;
  let acme: TestOrganization;
  let experimentId: string;
  let client: ApiClient;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startTestWorker(api);
    acme = await api.addOrganization('acme');
    client = new ApiClient({ url: api.server.url, key: acme.secrets.MEMBER });
    experimentId = await ensureExperiment(client, 'gpt-4o');
    const file = gunzipSync(readFileSync(join(folder, 'tau-bench', 'gpt-4o-airline.json.gz')));
    const target = { experiment: 'gpt-4o', isStrict: true, policy: 'gpt-4o', simulator: 'gpt-4o' };
    const report = await client.importBytes(Readable.from([file]), target);
    expect(report).toMatchObject({ accepted: 200, rejected: 0 });
  });
  afterAll(async () => {
    await worker.close();
    await api.stop();
  });

  it('have the published pass^1 to pass^4, each inside its intervals', async () => {
    const source = { recorded: { experimentId, policyName: 'gpt-4o' } };
    const id = await requestEvaluation(client, { source });
    const { report } = await followEvaluation(client, id, () => undefined);
    // tau-bench, arXiv 2406.12045, gpt-4o on airline; counted from the file by itself: 84 of 200 pass.
    const published = [0.42, 41 / 150, 0.22, 0.2];
    expect(report).toMatchObject({ tasks: 50, tasksCounted: 50, coverage: { attempted: 200, scored: 200, share: 1 } });
    expect(report.passHatK.map(({ k }) => k)).toEqual([1, 2, 3, 4]);
    report.passHatK.forEach(({ estimate }, i) => {
      expect(estimate.value).toBeCloseTo(published[i]!, 9);
      for (const interval of [estimate.percentile!, estimate.bca!]) {
        expect(interval.low).toBeLessThan(published[i]!);
        expect(interval.high).toBeGreaterThan(published[i]!);
        expect(interval.high - interval.low).toBeLessThan(0.3);
      }
    });
    const again = await ask(
      api,
      acme.secrets.VIEWER,
      'query($id: ID!) { recomputeEvaluation(id: $id) { isSame differences { part } } }',
      { id },
    );
    expect(again).toEqual({ recomputeEvaluation: { isSame: true, differences: [] } });
    const answer = await ask(
      api,
      acme.secrets.VIEWER,
      'query($id: ID!) { evaluation(id: $id) { report { passHatK { k estimate { wilson { low high } } } } } }',
      { id },
    );
    // With 4 trials of each task, pass^4 is one 0 or 1 a task.
    expect(valueAt(answer, 'evaluation.report.passHatK.3.estimate.wilson')).not.toBeNull();
    expect(valueAt(answer, 'evaluation.report.passHatK.0.estimate.wilson')).toBeNull();
  });

  it('are printed by turnwise evaluate', async () => {
    const { code, stdout, stderr } = await runCli(
      ['evaluate', '--experiment', 'gpt-4o', '--policy', 'gpt-4o', '--recorded'],
      { TURNWISE_URL: api.server.url, TURNWISE_API_KEY: acme.secrets.MEMBER },
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/pass\^2\s+│\s+0\.2733/);
    expect(stdout).toContain('scored 200 of 200 attempted');
  });
});
