import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { generateRollouts } from '../../src/domain/synthetic/generate-rollouts';
import { type TauBenchRow, toTauBenchRow } from '../../src/domain/synthetic/to-tau-bench-row';
import { createExperiment } from '../../src/services/experiments/create-experiment';
import { importResults } from '../../src/services/rollouts/import-results';
import { ingestRollouts } from '../../src/services/rollouts/ingest-rollouts';
import type { IngestRow } from '../../src/services/rollouts/ingest-row';
import { sampleRows } from '../api/support/sample-rollouts';
import { createTestTenant, type TestTenant } from '../support/tenant';
import { LISTS } from '../../src/persistence/lists/lists';
import { readRows } from '../support/read-rows';

const ROWS: readonly TauBenchRow[] = generateRollouts({ tasks: 5, trials: 2, seed: 3 }).rollouts.map(toTauBenchRow);

describe('import of a result file', () => {
  let tenant: TestTenant;
  let experimentId: string;
  let experimentCount = 0;

  beforeAll(async () => {
    tenant = await createTestTenant();
  });
  afterAll(() => tenant.close());
  beforeEach(async () => {
    const input = { name: `import ${++experimentCount}`, description: '', idempotencyKey: null };
    experimentId = (await createExperiment(tenant.database, tenant.tenantId, input)).id;
  });

  function importBytes(bytes: Buffer, isStrict = false) {
    const options = { experimentId, isStrict, policyName: null, simulatorName: null };
    return importResults(tenant.database, tenant.tenantId, options, Readable.from([bytes]));
  }

  function importRows(rows: readonly unknown[], isStrict = false) {
    return importBytes(Buffer.from(JSON.stringify(rows)), isStrict);
  }

  function countStored(): Promise<number> {
    return tenant.database.inTenant(tenant.tenantId, (stores) => stores.rollouts.count(experimentId, {}));
  }

  it('stores each row with its turns, calls and tiers', async () => {
    expect(await importRows(ROWS)).toMatchObject({
      rows: 10,
      accepted: 10,
      duplicates: 0,
      rejected: 0,
      fileError: null,
    });
    const rows = await tenant.database.inTenant(tenant.tenantId, (stores) =>
      stores.rollouts.readTierRows(experimentId, {}),
    );
    const turns = ROWS.reduce((sum, row) => sum + row.traj.filter((message) => message.role === 'assistant').length, 0);
    expect(rows.map((row) => row.tiers.length).reduce((a, b) => a + b)).toBe(turns);
    expect(new Set(rows.flatMap((row) => row.tiers)).has('GOLD_EXACT')).toBe(true);
  });

  it('adds nothing when the same file comes again, gzipped or not, and says so', async () => {
    await importRows(ROWS);
    const again = await importBytes(gzipSync(JSON.stringify(ROWS)));
    expect(again).toMatchObject({ rows: 10, accepted: 0, duplicates: 10, rejected: 0 });
    expect(await countStored()).toBe(10);
  });

  it('counts a row that occurs twice in one file once', async () => {
    expect(await importRows([...ROWS, ROWS[4]])).toMatchObject({ rows: 11, accepted: 10, duplicates: 1 });
  });

  it('keeps rows that differ in their trial apart', async () => {
    const { trial, ...rest } = ROWS[0]!;
    expect(await importRows([ROWS[0], { ...rest, trial: trial + 10 }])).toMatchObject({ accepted: 2 });
  });

  it('refuses the id of another rollout with other content, instead of taking it for a repetition', async () => {
    const sent = sampleRows(['1'], 2);
    const [first, second] = sent.map((row) => ({
      ...row,
      clientId: 'mine',
      contentHash: `content of trial ${row.rollout.trial}`,
    }));
    const send = (rows: IngestRow[]) => ingestRollouts(tenant.database, tenant.tenantId, experimentId, rows);
    expect((await send([first!, second!])).map(({ status }) => status)).toEqual(['ACCEPTED', 'REJECTED']);
    expect(await send([first!])).toMatchObject([{ status: 'DUPLICATE' }]);
    expect(await send([second!])).toMatchObject([
      {
        status: 'REJECTED',
        field: 'clientId',
        message: 'clientId: "mine" is the id of another rollout of this experiment',
      },
    ]);
    expect(await countStored()).toBe(1);
  });

  it('leaves a bad row out and names row, field and value', async () => {
    const report = await importRows([ROWS[0], { ...ROWS[1], reward: 'high' }, ROWS[2]]);
    expect(report).toMatchObject({ accepted: 2, rejected: 1 });
    expect(report.problems).toEqual([{ row: 1, field: 'reward', message: expect.stringContaining('high') as string }]);
  });

  it('keeps the rows before the place where a file is cut', async () => {
    const text = JSON.stringify(ROWS);
    const report = await importBytes(Buffer.from(text.slice(0, text.length - 300)));
    expect(report.accepted).toBe(9);
    expect(report.fileError).toMatch(/row 9/);
    expect(await countStored()).toBe(9);
  });

  it('stores nothing of a bad file when it is strict', async () => {
    await expect(importRows([...ROWS, { ...ROWS[0], trial: -1 }], true)).rejects.toThrow(
      /row 10, trial: .*-1.*nothing was stored/,
    );
    expect(await countStored()).toBe(0);
  });

  it('stores a good file when it is strict', async () => {
    expect(await importRows(ROWS, true)).toMatchObject({ accepted: 10, rejected: 0 });
  });

  it('joins a failed run, which only names its task, to the described task of that name', async () => {
    const failed = {
      task_id: ROWS[0]!.task_id,
      reward: 0,
      info: { error: 'boom', traceback: '...' },
      traj: [],
      trial: 7,
    };
    expect(await importRows([...ROWS, failed])).toMatchObject({ accepted: 11 });
    const counts = await tenant.database.inTenant(tenant.tenantId, (stores) =>
      stores.rollouts.countByOutcome(experimentId, {}),
    );
    expect(counts.get('INFRASTRUCTURE_FAILURE')).toBe(1);
    const tasks = await tenant.database.inTenant(tenant.tenantId, async (stores) => {
      const rollouts = await readRows(stores, LISTS.rolloutsOfExperiment, experimentId);
      return new Set(rollouts.map((rollout) => rollout.taskId));
    });
    expect(tasks.size).toBe(5);
  });

  it('answers NOT_FOUND for the experiment of another organization, which does exist', async () => {
    const stranger = '00000000-0000-4000-8000-000000000001';
    const options = { experimentId, isStrict: false, policyName: null, simulatorName: null };
    const attempt = importResults(tenant.database, stranger, options, Readable.from([Buffer.from('[]')]));
    await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await countStored()).toBe(0);
    expect((await importRows(ROWS)).accepted).toBe(10);
  });
});
