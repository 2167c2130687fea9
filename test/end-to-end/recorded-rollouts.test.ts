import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { migrateQueueSchema } from '../../src/jobs/queue-schema';
import { createLogger } from '../../src/logging';
import { ApiClient } from '../../src/cli/api-client';
import { ensureExperiment } from '../../src/cli/ensure-experiment';
import { NO_PROGRESS_VIEW } from '../../src/cli/progress-view';
import { runCalibration } from '../../src/cli/run-calibration';
import type { CalibrationRoundReport } from '../../src/domain/calibration/calibration-report';
import { TIERS } from '../../src/domain/classification/tier';
import { runWorker } from '../../worker/main';
import type { RunningWorker } from '../../worker/start-worker';
import { startTestApi, type TestApi } from '../api/support/api-server';
import { describeWithBenchmarkData } from '../support/benchmark-data';

type Reference = {
  readonly rollouts: number;
  readonly turns: number;
  readonly passRate: number;
  readonly tiers: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
};

const EVERYTHING = { isStrict: true, policy: 'gpt-4o', simulator: 'gpt-4o' };

describeWithBenchmarkData('recorded rollouts, imported and calibrated through the API', (folder) => {
  let reference: Reference;
  let rows: readonly { readonly task_id: number }[];
  let api: TestApi;
  let worker: RunningWorker;
  let client: ApiClient;

  beforeAll(async () => {
    reference = JSON.parse(readFileSync(join(folder, 'calibration-reference-tasks-0-16.json'), 'utf8')) as Reference;
    const file = gunzipSync(readFileSync(join(folder, 'tau-bench', 'gpt-4o-airline.json.gz')));
    rows = JSON.parse(file.toString()) as typeof rows;
    api = await startTestApi();
    await migrateQueueSchema(api.tables.jobsUrl);
    worker = await runWorker({
      applicationUrl: api.tables.applicationUrl,
      queue: { jobsUrl: api.tables.jobsUrl },
      files: api.files.store,
      providers: ['cpu'],
      concurrency: 1,
      leaseMs: 30_000,
      logger: createLogger('silent', 'test'),
    });
    const { secrets } = await api.addOrganization('acme');
    client = new ApiClient({ url: api.server.url, key: secrets.MEMBER });
  });
  afterAll(async () => {
    await worker.close();
    await api.stop();
  });

  async function importRows(experiment: string, content: readonly unknown[]): Promise<string> {
    const id = await ensureExperiment(client, experiment);
    const bytes = Readable.from([Buffer.from(JSON.stringify(content))]);
    const report = await client.importBytes(bytes, { experiment, ...EVERYTHING });
    expect(report).toMatchObject({ accepted: content.length, rejected: 0 });
    return id;
  }

  it('have the tier statistics of the independent reference', async () => {
    const { rounds } = await runCalibration(
      client,
      await importRows(
        'tasks 0 to 16',
        rows.filter((row) => row.task_id <= 16),
      ),
      {},
      NO_PROGRESS_VIEW,
    );
    const round = rounds[0]!;
    const report = JSON.parse(round.reportJson) as CalibrationRoundReport;
    expect(round).toMatchObject({ rolloutCount: reference.rollouts, turnCount: reference.turns });
    expect(report.meanOutcome).toBeCloseTo(reference.passRate, 9);
    for (const tier of TIERS) {
      const found = report.statistics[tier];
      const expected = reference.tiers[tier]!;
      expectClose(found.turns, expected.turns);
      expectClose(found.rolloutsWith, expected.rolloutsWith);
      expectClose(found.turnShareInPassing, expected.turnShareInPassing);
      expectClose(found.presenceInPassing, expected.presenceInPassing);
      expectClose(found.presenceInFailing, expected.presenceInFailing);
      expectClose(found.rho, expected.pointBiserial);
      expectClose(found.withinTaskRho, expected.withinTaskPointBiserial);
      expect(round.statistics.find((row) => row.tier === tier)).toMatchObject({
        rho: found.rho,
        withinTaskRho: found.withinTaskRho,
        proposedValue: report.proposal.tiers[tier].value,
      });
    }
  });

  it('give the same bytes whatever the order in which they came and whoever owns them', async () => {
    const first = await runCalibration(
      client,
      await importRows('in order', rows),
      { settings: { seed: 5 } },
      NO_PROGRESS_VIEW,
    );
    const { secrets } = await api.addOrganization('umbrella');
    client = new ApiClient({ url: api.server.url, key: secrets.MEMBER });
    const second = await runCalibration(
      client,
      await importRows('in reverse', [...rows].reverse()),
      { settings: { seed: 5 } },
      NO_PROGRESS_VIEW,
    );
    expect(second.rounds.map((round) => round.reportHash)).toEqual(first.rounds.map((round) => round.reportHash));
    const other = await runCalibration(
      client,
      await ensureExperiment(client, 'in reverse'),
      { settings: { seed: 6 } },
      NO_PROGRESS_VIEW,
    );
    expect(other.rounds[0]!.reportHash).not.toBe(first.rounds[0]!.reportHash);
  });
});

function expectClose(actual: number | null, expected: number | null | undefined): void {
  if (expected === null || expected === undefined) expect(actual).toBeNull();
  else expect(Math.abs(actual! - expected)).toBeLessThan(1e-9);
}
