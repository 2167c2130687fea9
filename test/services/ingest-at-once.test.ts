import { createExperiment } from '../../src/services/experiments/create-experiment';
import { ingestRollouts } from '../../src/services/rollouts/ingest-rollouts';
import type { IngestRow } from '../../src/services/rollouts/ingest-row';
import { createTestTenant, type TestTenant } from '../support/tenant';

const ROWS = 200;
const ROUNDS = 8;

function makeRow(round: number, row: number): IngestRow {
  return {
    row,
    clientId: `${round}-${row}`,
    policyName: `policy ${round}-${row % 40}`,
    simulatorName: 'simulator',
    simulatorVersion: '1',
    rollout: {
      task: { externalId: `${round}-${row}`, instruction: 'book', goldenActions: [], expectedOutputs: [] },
      trial: 0,
      outcomeClass: 'SCORED',
      reward: 1,
      endReason: null,
      isTruncated: false,
      openingMessage: null,
      turns: [],
      seed: null,
    },
    contentHash: String(row),
    isTaskDescribed: true,
  };
}

describe('batches that come at the same time', () => {
  let tenant: TestTenant;

  beforeAll(async () => {
    tenant = await createTestTenant();
  });
  afterAll(() => tenant.close());

  it('are stored once each, whatever order their rows are in', async () => {
    const input = { name: 'at once', description: '', idempotencyKey: null };
    const { id } = await createExperiment(tenant.database, tenant.tenantId, input);
    for (let round = 0; round < ROUNDS; round++) {
      const rows = Array.from({ length: ROWS }, (_, row) => makeRow(round, row));
      const orders = [rows, rows.toReversed(), rows, rows.toReversed()];
      const verdicts = await Promise.all(
        orders.map((order) => ingestRollouts(tenant.database, tenant.tenantId, id, order)),
      );
      expect(verdicts.flat().filter((verdict) => verdict.status === 'ACCEPTED')).toHaveLength(ROWS);
    }
  });
});
