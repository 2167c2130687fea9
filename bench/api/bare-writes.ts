import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { RolloutInput } from '../../src/api/rollouts/ingest-rollouts.input';
import { writeByUnnest } from '../ingest/raw-writers';
import type { TableRows } from '../ingest/table-rows';

/** Inserts an experiment: one statement. */
export async function insertExperiment(client: ClientBase, tenantId: string, name: string): Promise<unknown> {
  const { rows } = await client.query<Record<string, unknown>>(
    `INSERT INTO experiment (tenant_id, id, name) VALUES ($1, $2, $3)
     RETURNING id, name, description, created_at AS "createdAt"`,
    [tenantId, randomUUID(), name],
  );
  return rows[0];
}

/**
 * Inserts rollouts with turns and calls by three `unnest` statements: unvalidated, unclassified, with known references.
 */
export async function insertRollouts(
  client: ClientBase,
  { tenantId, rolloutId, targetExperimentId }: { tenantId: string; rolloutId: string; targetExperimentId: string },
  inputs: readonly RolloutInput[],
): Promise<unknown> {
  const { rows } = await client.query<{ task: string; policy: string; simulator: string }>(
    `SELECT task_id AS task, policy_id AS policy, user_simulator_id AS simulator FROM rollout
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, rolloutId],
  );
  const { task, policy, simulator } = rows[0]!;
  const ids = inputs.map(() => randomUUID());
  const rollouts = inputs.map((input, i) => [
    tenantId,
    ids[i]!,
    targetExperimentId,
    task,
    policy,
    simulator,
    `client:${ids[i]!}`,
    String(input.trial),
    input.outcomeClass,
    textOf(input.reward),
    textOf(input.endReason),
    String(input.isTruncated),
    textOf(input.openingMessage),
    String(input.turns.length),
    '0',
  ]);
  const turns = inputs.flatMap((input, i) =>
    input.turns.map((turn, index) => [
      tenantId,
      ids[i]!,
      String(index),
      textOf(turn.message),
      textOf(turn.userMessage),
      'MESSAGE',
      '1',
      'none',
    ]),
  );
  const calls = inputs.flatMap((input, i) =>
    input.turns.flatMap((turn, turnIndex) =>
      (turn.toolCalls ?? []).map((call, index) => [
        tenantId,
        ids[i]!,
        String(turnIndex),
        String(index),
        call.name,
        call.arguments,
        textOf(call.result),
      ]),
    ),
  );
  await writeByUnnest(client, 'public', [
    tableRows(
      'rollout',
      'tenant_id:uuid id:uuid experiment_id:uuid task_id:uuid policy_id:uuid user_simulator_id:uuid identity:text trial:int ' +
        'outcome_class:text reward:float8 end_reason:text is_truncated:bool opening_message:text turn_count:int tool_call_count:int',
      rollouts,
    ),
    tableRows(
      'turn',
      'tenant_id:uuid rollout_id:uuid index:int message:text user_message:text tier:text score:float8 classifier_version:text',
      turns,
    ),
    tableRows(
      'tool_call',
      'tenant_id:uuid rollout_id:uuid turn_index:int index:int name:text arguments:text result:text',
      calls,
    ),
  ]);
  const verdicts = ids.map((id, row) => ({ row, status: 'ACCEPTED', rolloutId: id }));
  return { accepted: ids.length, duplicates: 0, rejected: 0, verdicts };
}

function tableRows(table: string, columns: string, rows: TableRows['rows']): TableRows {
  return {
    table,
    columns: columns.split(' ').map((column) => {
      const [name, type] = column.split(':') as [string, string];
      return { name, type };
    }),
    rows,
  };
}

function textOf(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
