import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { TestApi } from './api-server';
import { addRows, type OrganizationRows } from './organization-rows';
import { addTrainingRun } from './training-rows';

/** Copies of each row, and the number of times of creation that they share. */
export const COPIES = 9;
const TIMES = 3;

/** The rows that lists are read below. */
export type CopiedRows = OrganizationRows & { readonly trainingRunId: string };

/** What differs between the copies of a row, by column, as SQL on the rank `n`. */
type Changes = Readonly<Record<string, string>>;

/**
 * Fills an organization with many rows of every kind that a list holds. They share few times of creation, so that most
 * places in a list are decided by the id.
 */
export async function addCopiedRows(api: TestApi, tenantId: string): Promise<CopiedRows> {
  const rows = await addRows(api, tenantId);
  const trainingRunId = await addTrainingRun(api, rows);
  const client = new Client({ connectionString: api.tables.adminUrl });
  await client.connect();
  const copy = async (table: string, id: string | null, changes: Changes = {}) => {
    const columns = { id: 'gen_random_uuid()', created_at: timeOf('n'), ...changes };
    const members = Object.entries(columns).map(([column, sql]) => `'${column}', ${sql}`);
    await client.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(one.source, jsonb_build_object(${members.join(', ')}))).*
       FROM (SELECT source FROM ${table} source WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id = $2) LIMIT 1) one,
         generate_series(1, ${COPIES}) n`,
      [tenantId, id],
    );
  };
  const named = { name: `'copy ' || CASE n % 2 WHEN 0 THEN 'Even' ELSE 'odd' END || n` };
  const versioned = { version: 'n + 100' };
  const sessions = { session_id: 'gen_random_uuid()', conversation_id: 'gen_random_uuid()' };
  await client.query(
    `INSERT INTO endpoint (tenant_id, id, name, base_url) VALUES ($1, $2, 'first', 'http://localhost/v1')`,
    [tenantId, randomUUID()],
  );
  await copy('experiment', rows.experimentId, named);
  await copy('task_set', rows.collected.taskSetId, { ...versioned, ...named });
  await copy('endpoint', null, named);
  await copy('user_simulator', rows.collected.userSimulatorId, { ...named });
  await copy('reward_scheme', rows.rewardSchemeId, { ...versioned, ...named });
  await copy('api_key', null, { ...named, secret_hash: 'gen_random_uuid()' });
  await copy('training_run', trainingRunId, named);
  await copy('checkpoint', rows.checkpointId, {
    parent_id: `'${rows.checkpointId}'`,
    training_run_id: `'${trainingRunId}'`,
  });
  await copy('policy', rows.collected.policyId, { ...named, checkpoint_id: `'${rows.checkpointId}'` });
  await client.query('UPDATE checkpoint SET training_run_id = $2 WHERE id = $1', [rows.checkpointId, trainingRunId]);
  await client.query('UPDATE policy SET checkpoint_id = $2 WHERE id = $1', [
    rows.collected.policyId,
    rows.checkpointId,
  ]);
  await copy('collection', rows.collected.collectionId, { experiment_id: `'${rows.experimentId}'` });
  await copy('rollout', rows.rolloutId, {
    identity: 'gen_random_uuid()',
    collection_id: `'${rows.collected.collectionId}'`,
  });
  await copy('evaluation', rows.evaluationIds[0], {
    collection_id: `'${rows.collected.collectionId}'`,
    recorded_filter_json: 'null::text',
    policy_id: `'${rows.collected.policyId}'`,
  });
  await copy('calibration', rows.calibrationId);
  await copy('advantage_audit', rows.advantageAuditId);
  await copy('evaluation_comparison', rows.evaluationComparisonId);
  await copy('job_run', rows.jobRunId);
  await copy('human_turn', rows.humanTurnId, sessions);
  await copy('rollout_fault', rows.rolloutFaultId, { index: 'n' });
  await copy('task', null, { task_set_id: `'${rows.collected.taskSetId}'`, external_id: `'copy ' || n` });
  await client.query(
    `INSERT INTO turn SELECT (jsonb_populate_record(one.source, jsonb_build_object('index', n + 1))).*
     FROM (SELECT source FROM turn source WHERE rollout_id = $1 AND index = 0) one, generate_series(1, ${COPIES}) n`,
    [rows.rolloutId],
  );
  await client.query(`UPDATE rollout SET turn_count = turn_count + ${COPIES} WHERE id = $1`, [rows.rolloutId]);
  await client.query(
    `INSERT INTO worker (name, last_seen_at, capabilities_json)
     SELECT 'host:' || n, clock_timestamp() + interval '1 hour', '{"providers":["cpu"],"cpuCount":1,"memoryBytes":1,"onnxruntimeVersion":"1","codeVersion":"1"}'
     FROM generate_series(1, ${COPIES}) n`,
  );
  await client.end();
  return { ...rows, trainingRunId };
}

function timeOf(rank: string): string {
  return `timestamptz '2026-01-01T00:00:00Z' + (${rank} % ${TIMES}) * interval '1 millisecond'`;
}
