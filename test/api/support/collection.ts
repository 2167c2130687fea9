import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { TestApi } from './api-server';

/** A collection that nobody works on. @returns its id */
export async function createCollection(api: TestApi, tenantId: string, experimentId: string): Promise<string> {
  const id = randomUUID();
  const [taskSetId, policyId, simulatorId] = await api.database.inTenant(tenantId, async ({ catalog }) => [
    await catalog.ensureTaskSet('tasks'),
    await catalog.ensurePolicy('policy', 'SCRIPTED'),
    await catalog.ensureUserSimulator('human', '1', 'HUMAN'),
  ]);
  const admin = new Client({ connectionString: api.tables.adminUrl });
  await admin.connect();
  try {
    await admin.query(
      `INSERT INTO collection (tenant_id, id, experiment_id, task_set_id, policy_id, user_simulator_id, settings_json,
         task_count, trials, quorum) VALUES ($1, $2, $3, $4, $5, $6, '{}', 1, 4, 1)`,
      [tenantId, id, experimentId, taskSetId, policyId, simulatorId],
    );
  } finally {
    await admin.end();
  }
  return id;
}
