import { setTimeout as sleep } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { generateRollouts } from '../../src/domain/synthetic/generate-rollouts';
import { TenantDatabase } from '../../src/persistence/tenant-database';
import { createExperiment } from '../../src/services/experiments/create-experiment';
import { ensureOrganization } from '../../src/services/organizations/create-organization';
import { ingestRollouts } from '../../src/services/rollouts/ingest-rollouts';
import type { IngestRow } from '../../src/services/rollouts/ingest-row';
import { createTestDatabase } from '../support/test-database';

const BATCHES = 5;
const BATCH_ROLLOUTS = 200;

describe('RolloutWriter', () => {
  it('does not read all rollouts for each turn when the tables were empty at first', async () => {
    const test = await createTestDatabase();
    try {
      const rows = syntheticRows();
      await ingestInBatches(test.applicationUrl, rows);
      const turns = rows.reduce((sum, row) => sum + row.rollout.turns.length, 0);
      const { scans, rowsRead } = await readIndexStatistics(test.adminUrl, turns);
      expect(scans).toBeGreaterThanOrEqual(turns);
      // The first batch may read its own 200 rollouts for each turn; reading those of earlier batches too comes to 7 times that.
      expect(rowsRead).toBeLessThan((turns / BATCHES) * BATCH_ROLLOUTS * 3);
    } finally {
      await test.drop();
    }
  });
});

function syntheticRows(): IngestRow[] {
  const trials = (BATCHES * BATCH_ROLLOUTS) / 50;
  return generateRollouts({ tasks: 50, trials, seed: 1 }).rollouts.map((rollout, row) => ({
    row,
    clientId: null,
    policyName: 'synthetic policy',
    simulatorName: 'synthetic user',
    simulatorVersion: '1',
    rollout,
    contentHash: createHash('sha256').update(JSON.stringify(rollout)).digest('hex'),
    isTaskDescribed: true,
  }));
}

/** On one connection, as a long import does. */
async function ingestInBatches(applicationUrl: string, rows: readonly IngestRow[]): Promise<void> {
  const database = await TenantDatabase.connect(applicationUrl, 1);
  try {
    const { id: tenantId } = await ensureOrganization(database, 'acme', 'Acme');
    const experiment = await createExperiment(database, tenantId, {
      name: 'airline',
      description: '',
      idempotencyKey: null,
    });
    for (let start = 0; start < rows.length; start += BATCH_ROLLOUTS) {
      await ingestRollouts(database, tenantId, experiment.id, rows.slice(start, start + BATCH_ROLLOUTS));
    }
  } finally {
    await database.close();
  }
}

type IndexStatistics = { readonly scans: number; readonly rowsRead: number };

/** Over the indexes of `rollout`. Postgres counts late: waits until so many scans are counted, at most 15 seconds. */
async function readIndexStatistics(adminUrl: string, leastScans: number): Promise<IndexStatistics> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (let attempt = 0; ; attempt++) {
      const { rows } = await admin.query<IndexStatistics>(
        `SELECT sum(idx_scan)::int AS scans, sum(idx_tup_read)::float8 AS "rowsRead" FROM pg_stat_user_indexes
         WHERE relname = 'rollout'`,
      );
      if (rows[0]!.scans >= leastScans || attempt === 150) return rows[0]!;
      await sleep(100);
    }
  } finally {
    await admin.end();
  }
}
