import type { ClientBase } from 'pg';
import { TIERS } from '../../src/domain/classification/tier';
import { groupBy } from '../../src/domain/group-by';

type Row = Record<string, unknown>;

/** Converts names of GraphQL fields to columns, e.g. `created_at AS "createdAt"`. */
function columns(names: string, prefix = ''): string {
  return names
    .split(' ')
    .map((name) => `${prefix}${name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)} AS "${name}"`)
    .join(', ');
}

async function rowsOf(client: ClientBase, sql: string, values: readonly unknown[]): Promise<Row[]> {
  return (await client.query<Row>(sql, [...values])).rows;
}

const ROLLOUT_COLUMNS = columns(
  'id createdAt clientId trial seed outcomeClass reward endReason isTruncated openingMessage turnCount toolCallCount ' +
    'inputTokens outputTokens latencyMs taskId policyId userSimulatorId experimentId',
);
const IN_ORDER = 'ORDER BY created_at, id';
const NEWEST_FIRST = 'ORDER BY created_at DESC, id DESC';

/** The caller: one statement. */
export async function readMe(client: ClientBase, tenantId: string, keyId: string): Promise<Row> {
  const [key] = await rowsOf(
    client,
    `SELECT ${columns('id name prefix role', 'k.')}, ${columns('slug', 'o.')}, o.id AS "organizationId", o.name AS "organizationName"
     FROM api_key k JOIN organization o ON o.id = k.tenant_id WHERE k.tenant_id = $1 AND k.id = $2`,
    [tenantId, keyId],
  );
  const organization = { id: key!.organizationId, slug: key!.slug, name: key!.organizationName };
  return { role: key!.role, organization, key };
}

/** A page of experiments and their count: two statements. */
export async function readExperiments(client: ClientBase, tenantId: string, first: number): Promise<Row> {
  const [count] = await rowsOf(client, 'SELECT count(*)::int AS n FROM experiment WHERE tenant_id = $1', [tenantId]);
  const sql = `SELECT ${columns('id createdAt name description')} FROM experiment WHERE tenant_id = $1 ${NEWEST_FIRST} LIMIT $2`;
  return { totalCount: count!.n, ...pageOf(await rowsOf(client, sql, [tenantId, first + 1]), first) };
}

/** A page of rollouts: one statement. */
export async function readRollouts(
  client: ClientBase,
  tenantId: string,
  experimentId: string,
  first: number,
): Promise<Row> {
  const sql = `SELECT ${ROLLOUT_COLUMNS} FROM rollout WHERE tenant_id = $1 AND experiment_id = $2 ${IN_ORDER} LIMIT $3`;
  return pageOf(await rowsOf(client, sql, [tenantId, experimentId, first + 1]), first);
}

/** The SCORED rollouts of a task and their count: two statements. */
export async function readRolloutsOfTask(
  client: ClientBase,
  tenantId: string,
  experimentId: string,
  { first, taskExternalId }: { readonly first: number; readonly taskExternalId: string },
): Promise<Row> {
  const where = `WHERE tenant_id = $1 AND experiment_id = $2 AND outcome_class = 'SCORED'
    AND task_id IN (SELECT id FROM task WHERE tenant_id = $1 AND external_id = $3)`;
  const values = [tenantId, experimentId, taskExternalId];
  const [count] = await rowsOf(client, `SELECT count(*)::int AS n FROM rollout ${where}`, values);
  const sql = `SELECT ${ROLLOUT_COLUMNS} FROM rollout ${where} ${IN_ORDER} LIMIT $4`;
  return { totalCount: count!.n, ...pageOf(await rowsOf(client, sql, [...values, first + 1]), first) };
}

/** Adds turns and calls to rollouts: two statements. */
export async function attachTurns(client: ClientBase, tenantId: string, rollouts: readonly Row[]): Promise<void> {
  const ids = rollouts.map((rollout) => rollout.id);
  const ofRollouts = 'WHERE tenant_id = $1 AND rollout_id = ANY($2) ORDER BY rollout_id';
  const turnColumns = columns(
    'rolloutId index message userMessage tier score classifierVersion inputTokens outputTokens latencyMs',
  );
  const turns = await rowsOf(client, `SELECT ${turnColumns} FROM turn ${ofRollouts}, index`, [tenantId, ids]);
  const callColumns = columns('rolloutId turnIndex index name arguments result isError');
  const calls = await rowsOf(client, `SELECT ${callColumns} FROM tool_call ${ofRollouts}, turn_index, index`, [
    tenantId,
    ids,
  ]);
  const turnsById = groupBy(turns, (turn) => turn.rolloutId);
  const callsByTurn = groupBy(calls, (call) => `${String(call.rolloutId)} ${String(call.turnIndex)}`);
  for (const turn of turns) turn.toolCalls = callsByTurn.get(`${String(turn.rolloutId)} ${String(turn.index)}`) ?? [];
  for (const rollout of rollouts) rollout.turns = { nodes: turnsById.get(rollout.id) ?? [] };
}

/** One rollout with everything it refers to: eight statements. */
export async function readWholeRollout(client: ClientBase, tenantId: string, id: string): Promise<Row> {
  const one = async (table: string, names: string, key: unknown): Promise<Row> =>
    (await rowsOf(client, `SELECT ${names} FROM ${table} WHERE tenant_id = $1 AND id = $2`, [tenantId, key]))[0]!;
  const rollout = await one('rollout', ROLLOUT_COLUMNS, id);
  await attachTurns(client, tenantId, [rollout]);
  const experiment = await one('experiment', columns('id name'), rollout.experimentId);
  const taskColumns = columns('id externalId instruction expectedOutputs goldenActionsJson taskSetId');
  const task = await one('task', taskColumns, rollout.taskId);
  const taskSet = await one('task_set', columns('id name version'), task.taskSetId);
  const policy = await one('policy', columns('id name kind'), rollout.policyId);
  const userSimulator = await one('user_simulator', columns('id name version kind'), rollout.userSimulatorId);
  const goldenActions: unknown = JSON.parse(task.goldenActionsJson as string);
  return {
    __typename: 'Rollout',
    ...rollout,
    experiment,
    task: { ...task, goldenActions, taskSet },
    policy,
    userSimulator,
  };
}

/** A page of schemes with their tiers: two statements. */
export async function readRewardSchemes(client: ClientBase, tenantId: string, first: number): Promise<Row> {
  const sql = `SELECT ${columns('id createdAt name version origin')} FROM reward_scheme WHERE tenant_id = $1 ${NEWEST_FIRST} LIMIT $2`;
  const page = pageOf(await rowsOf(client, sql, [tenantId, first + 1]), first);
  const tiers = await rowsOf(
    client,
    `SELECT ${columns('rewardSchemeId tier value')} FROM reward_scheme_tier
     WHERE tenant_id = $1 AND reward_scheme_id = ANY($2) ORDER BY array_position($3::text[], tier)`,
    [tenantId, page.nodes.map(({ id }) => id), TIERS],
  );
  const byScheme = groupBy(tiers, (tier) => tier.rewardSchemeId);
  for (const scheme of page.nodes) scheme.tiers = byScheme.get(scheme.id) ?? [];
  return page;
}

/** A calibration with its rounds and their statistics: three statements. */
export async function readCalibration(client: ClientBase, tenantId: string, id: string): Promise<Row> {
  const [calibration] = await rowsOf(
    client,
    `SELECT ${columns('id createdAt settingsJson')} FROM calibration WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
  const roundColumns = columns('id createdAt index verdict rolloutCount turnCount inputHash reportHash');
  const rounds = await rowsOf(
    client,
    `SELECT ${roundColumns} FROM calibration_round WHERE tenant_id = $1 AND calibration_id = $2 ORDER BY index`,
    [tenantId, id],
  );
  const statisticColumns = columns(
    'calibrationRoundId tier turns rolloutsWith rho rhoLow rhoHigh withinTaskRho withinTaskRhoLow withinTaskRhoHigh ' +
      'pValue qValue proposedValue action reason',
  );
  const statistics = await rowsOf(
    client,
    `SELECT ${statisticColumns} FROM tier_statistic WHERE tenant_id = $1 AND calibration_round_id = ANY($2)
     ORDER BY array_position($3::text[], tier)`,
    [tenantId, rounds.map((round) => round.id), TIERS],
  );
  const byRound = groupBy(statistics, (statistic) => statistic.calibrationRoundId);
  for (const round of rounds) round.statistics = byRound.get(round.id) ?? [];
  return { ...calibration, rounds };
}

function pageOf(rows: readonly Row[], first: number): { nodes: Row[]; pageInfo: Row } {
  return { nodes: rows.slice(0, first), pageInfo: { hasNextPage: rows.length > first } };
}
