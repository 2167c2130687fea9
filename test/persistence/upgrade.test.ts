import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { createLogger } from '../../src/logging';
import { MIGRATIONS } from '../../src/persistence/data-source';
import { readSchemaDrift } from '../../src/persistence/migrate';
import { readConversationEvent } from '../../src/services/conversation/conversation-event';
import { migrateDatabase } from '../../src/services/organizations/migrate-database';
import { openCheckpoint } from '../../src/services/checkpoints/open-checkpoint';
import { ask, codeOf, listAt, send, startTestApi, type TestApi, textAt, valueAt } from '../api/support/api-server';
import { startTestWorker, untilDone } from '../api/support/worker';
import { testEndpointAccess } from '../support/endpoint-access';
import { type FixtureContents, type RestoredDatabase, restoreDatabase } from '../support/restored-database';
import type { TestDatabase } from '../support/test-database';

/** Migrations that v0.1.0 had. */
const EARLIER_MIGRATIONS = 8;

describe('a database of v0.1.0, once migrated', () => {
  let restored: RestoredDatabase;
  let ran: string[];
  let api: TestApi;

  beforeAll(async () => {
    restored = await restoreDatabase('v0.1.0');
    ran = await migrateDatabase(restored.tables);
    api = await startTestApi(createLogger('silent', 'test'), restored);
  });
  afterAll(() => api.stop());

  const organization = (slug: string): FixtureContents['organizations'][number] =>
    restored.contents.organizations.find((each) => each.slug === slug)!;
  const asNorth = (query: string, variables: Readonly<Record<string, unknown>> = {}) =>
    ask(api, organization('north').adminKey, query, variables);

  async function experimentId(name: string): Promise<string> {
    return textAt(await asNorth('query ($name: String) { experiment(name: $name) { id } }', { name }), 'experiment.id');
  }

  it('ran exactly the migrations that are newer', () => {
    expect(ran).toEqual(MIGRATIONS.slice(EARLIER_MIGRATIONS).map((migration) => new migration().name));
  });

  it('has exactly the tables that the models describe', async () => {
    expect(await readSchemaDrift(restored.tables.ownerUrl)).toEqual([]);
  });

  it('has every row that it had', async () => {
    const { counts, organizations } = restored.contents;
    const countAll = (table: string) =>
      Object.keys(counts[table]!).includes('all')
        ? `SELECT '${table}' AS "table", 'all' AS slug, count(*)::int AS count FROM ${table}`
        : organizations
            .map(
              ({ id, slug }) =>
                `SELECT '${table}' AS "table", '${slug}' AS slug, count(*)::int AS count FROM ${table} WHERE tenant_id = '${id}'`,
            )
            .join(' UNION ALL ');
    const rows = await asAdmin<{ table: string; slug: string; count: number }>(
      restored.tables,
      Object.keys(counts).map(countAll).join(' UNION ALL '),
    );
    const found: Record<string, Record<string, number>> = {};
    for (const { table, slug, count } of rows) found[table] = { ...found[table], [slug]: count };
    expect(found).toEqual(counts);
  });

  it('lets in those who had a key, each to its own organization', async () => {
    const query = '{ me { organization { slug } role } experiments { nodes { id name } } }';
    const north = await asNorth(query);
    const south = await ask(api, organization('south').adminKey, query);
    expect([valueAt(north, 'me'), valueAt(south, 'me')]).toEqual([
      { organization: { slug: 'north' }, role: 'ADMIN' },
      { organization: { slug: 'south' }, role: 'ADMIN' },
    ]);
    expect(listAt(north, 'experiments.nodes')).toHaveLength(restored.contents.counts.experiment!.north!);
    expect(listAt(south, 'experiments.nodes')).toHaveLength(restored.contents.counts.experiment!.south!);
    const foreign = 'query ($id: ID!) { experiment(id: $id) { id } }';
    const id = textAt(north, 'experiments.nodes.0.id');
    expect(codeOf(await send(api, organization('south').adminKey, foreign, { id }))).toBe('NOT_FOUND');
  });

  it('shows calibrations with verdict, statistics and the same report', async () => {
    const query = `query ($id: ID!) { calibrations(experimentId: $id) { nodes {
      settingsJson jobRun { state } rounds { verdict reportJson reportHash statistics { tier proposedValue }
        estimators { estimator mismatches } thresholds { name isMet } rewardScheme { origin tiers { tier value } } } } } }`;
    const answer = await asNorth(query, { id: await experimentId('airline') });
    const calibrations = listAt(answer, 'calibrations.nodes').toReversed();
    const rounds = calibrations.flatMap((calibration) => listAt(calibration, 'rounds'));
    expect(rounds.map((round) => valueAt(round, 'verdict'))).toEqual(['ACCEPTED', 'REJECTED', 'FIXED_POINT']);
    expect(calibrations.map((calibration) => valueAt(calibration, 'jobRun.state'))).toEqual([
      ...['SUCCEEDED', 'SUCCEEDED', 'CANCELLED', 'QUEUED'],
    ]);
    for (const round of rounds) {
      expect(sha256(textAt(round, 'reportJson'))).toBe(valueAt(round, 'reportHash'));
      expect(listAt(round, 'statistics')).toHaveLength(7);
      expect(listAt(round, 'estimators')).toHaveLength(8);
      expect(listAt(round, 'thresholds').length).toBeGreaterThan(0);
      expect(listAt(round, 'rewardScheme.tiers')).toHaveLength(7);
    }
  });

  it('shows advantage audits', async () => {
    const query = `query ($id: ID!) { advantageAudits(experimentId: $id) { nodes {
      reportJson reportHash estimators { estimator mismatches tiers { tier } } } } }`;
    const audits = listAt(await asNorth(query, { id: await experimentId('airline') }), 'advantageAudits.nodes');
    expect(audits).toHaveLength(2);
    for (const audit of audits) {
      expect(sha256(textAt(audit, 'reportJson'))).toBe(valueAt(audit, 'reportHash'));
      expect(listAt(audit, 'estimators')).toHaveLength(8);
    }
  });

  it('shows imported rollouts as they were recorded', async () => {
    const query = `query ($id: ID!) { rollouts(experimentId: $id, filter: {textContains: "世界"}) { nodes {
      trial outcomeClass reward task { externalId } policy { kind } userSimulator { kind }
      turns { nodes { message tier toolCalls { name arguments result } } } } } }`;
    const answer = await asNorth(query, { id: await experimentId('imported') });
    expect(valueAt(answer, 'rollouts.nodes')).toEqual([
      {
        ...{ trial: 4, outcomeClass: 'UNSCORED', reward: null, task: { externalId: 'recorded-0' } },
        ...{ policy: { kind: 'EXTERNAL' }, userSimulator: { kind: 'EXTERNAL' } },
        turns: {
          nodes: [
            {
              message: 'Grüße, 世界 🙂 "quoted" \\ and\nlines',
              tier: 'ERROR',
              toolCalls: [{ name: 'no such tool', arguments: '{"unparsable": ', result: null }],
            },
          ],
        },
      },
    ]);
  });

  it('shows collected rollouts with their turns, rewards, costs and marks', async () => {
    const query = `query ($id: ID!, $filter: RolloutFilter, $schemeId: ID!) { rollouts(experimentId: $id, first: 100, filter: $filter) { nodes {
      turnCount seed agentCost simulatorCost fault faultHistory { nodes { fault comment } }
      turns { nodes { tier reward(schemeId: $schemeId) logProbability toolCalls { name } } } } } }`;
    const schemes = listAt(await asNorth('{ rewardSchemes { nodes { id name version } } }'), 'rewardSchemes.nodes');
    const schemeId = textAt(
      schemes.find((scheme) => valueAt(scheme, 'name') === 'by hand' && valueAt(scheme, 'version') === 1),
      'id',
    );
    const scripted = await asNorth(query, { id: await experimentId('airline'), schemeId });
    const rollouts = listAt(scripted, 'rollouts.nodes');
    expect(rollouts).toHaveLength(84);
    for (const rollout of rollouts)
      expect(listAt(rollout, 'turns.nodes')).toHaveLength(Number(valueAt(rollout, 'turnCount')));
    const faults = rollouts.map((rollout) => valueAt(rollout, 'fault')).filter((fault) => fault !== null);
    expect(faults.sort()).toEqual(['ENVIRONMENT', 'SIMULATOR', 'TASK', 'TASK']);
    const modelled = await asNorth(query, {
      id: await experimentId('people and models'),
      filter: { policyName: 'model' },
      schemeId,
    });
    for (const rollout of listAt(modelled, 'rollouts.nodes')) {
      expect(valueAt(rollout, 'agentCost')).toBeGreaterThan(0);
      expect(valueAt(rollout, 'simulatorCost')).toBeGreaterThan(0);
      expect(valueAt(rollout, 'turns.nodes.0.logProbability')).toBe(-0.25);
    }
  });

  it('shows evaluations and comparisons with their reports', async () => {
    const query = `query ($id: ID!) {
      evaluations(experimentId: $id) { nodes { state reportJson reportHash manifestJson manifest { codeVersion }
        report { tasks passRate { value } passHatK { k } perTask(first: 2) { nodes { externalId } } } } }
      evaluationComparisons(experimentId: $id) { nodes { design reportJson reportHash
        pairs { tasksPaired averageReward { difference } pairedTTest { p } } } } }`;
    const answer = await asNorth(query, { id: await experimentId('evaluation') });
    const evaluations = listAt(answer, 'evaluations.nodes').toReversed();
    const comparisons = listAt(answer, 'evaluationComparisons.nodes').toReversed();
    expect(evaluations.map((evaluation) => valueAt(evaluation, 'report.tasks'))).toEqual([7, 7, 7, 4]);
    expect(comparisons.map((comparison) => valueAt(comparison, 'design'))).toEqual(['WITH_FIRST', 'ALL_PAIRS']);
    expect(comparisons.map((comparison) => listAt(comparison, 'pairs').length)).toEqual([1, 3]);
    for (const stored of [...evaluations, ...comparisons]) {
      expect(sha256(textAt(stored, 'reportJson'))).toBe(valueAt(stored, 'reportHash'));
    }
  });

  it('shows training runs with their figures, warnings and checkpoints', async () => {
    const query = `query ($id: ID!) { trainingRuns(experimentId: $id) { nodes { name kind state step
      metrics { name step value } warnings { kind } rewardScheme { origin } latestCheckpoint { origin lineage { id } } } } }`;
    const runs = listAt(await asNorth(query, { id: await experimentId('training') }), 'trainingRuns.nodes');
    const states = Object.fromEntries(runs.map((run) => [textAt(run, 'name'), valueAt(run, 'state')]));
    expect(states).toEqual({
      ...{
        base: 'SUCCEEDED',
        attention: 'SUCCEEDED',
        'two updates': 'SUCCEEDED',
        paused: 'PAUSED',
        cancelled: 'CANCELLED',
      },
      ...{ 'gated, spread and warned': 'SUCCEEDED', 'with a critic': 'SUCCEEDED' },
      ...{ external: 'SUCCEEDED', 'external that is lost': 'LOST', 'external that failed': 'FAILED' },
    });
    const named = (name: string) => runs.find((run) => valueAt(run, 'name') === name);
    expect(valueAt(named('gated, spread and warned'), 'rewardScheme.origin')).toBe('GATING');
    expect(listAt(named('gated, spread and warned'), 'warnings')).toHaveLength(4);
    expect(listAt(named('two updates'), 'latestCheckpoint.lineage').length).toBeGreaterThan(1);
    expect(valueAt(named('external'), 'latestCheckpoint.origin')).toBe('UPLOADED');
    expect(listAt(named('external'), 'metrics')).toHaveLength(8);
  });

  it('opens the checkpoints of its runs', async () => {
    const query = 'query ($id: ID!) { trainingRuns(experimentId: $id) { nodes { name latestCheckpoint { id } } } }';
    const runs = listAt(await asNorth(query, { id: await experimentId('training') }), 'trainingRuns.nodes');
    const { id: tenantId } = organization('north');
    for (const name of ['base', 'paused']) {
      const id = textAt(
        runs.find((run) => valueAt(run, 'name') === name),
        'latestCheckpoint.id',
      );
      const opened = await openCheckpoint({ database: api.database, files: restored.files.store, tenantId }, id);
      expect(opened.metadata.architecture).toEqual({ kind: 'MLP', hidden: [8] });
      expect(opened.model).toHaveLength(opened.checkpoint.modelBytes);
    }
  });

  it('opens the keys of endpoints', async () => {
    const { id: tenantId } = organization('north');
    const { nodes } = valueAt(await asNorth('{ endpoints { nodes { id name } } }'), 'endpoints') as {
      readonly nodes: readonly { readonly id: string; readonly name: string }[];
    };
    const { id: endpointId } = nodes.find(({ name }) => name === 'models')!;
    const endpoint = await api.database.inTenant(tenantId, (stores) => stores.endpoints.get(endpointId));
    const owner = { tenantId, endpointId, baseUrl: endpoint.baseUrl };
    expect(testEndpointAccess().vault.open(endpoint.sealedKey!, owner)).toBe('key-of-an-endpoint');
  });

  it('answers a repeated call with what the first one made', async () => {
    const query = 'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id } }';
    const input = { name: 'training', idempotencyKey: 'experiment training' };
    const repeated = await asNorth(query, { input });
    expect(valueAt(repeated, 'createExperiment.id')).toBe(await experimentId('training'));
  });

  it('tells the events of a conversation that was begun anew', async () => {
    const { id: tenantId } = organization('north');
    const [{ stream }] = await asAdmin<{ stream: string }>(
      restored.tables,
      `SELECT stream FROM event WHERE kind = 'RESTARTED'`,
    );
    const told = await api.database.inTenant(tenantId, (stores) => stores.events.readSince(stream, 0, 100));
    const kinds = told.map((event) => readConversationEvent(event).kind);
    expect(kinds).toEqual(['UTTERANCE', 'UTTERANCE', 'RESTARTED', 'UTTERANCE', 'UTTERANCE']);
  });

  it('goes on with the work that was accepted', async () => {
    const worker = await startTestWorker(api, 4);
    try {
      const query = 'query ($id: ID!) { calibrations(experimentId: $id) { nodes { id jobRun { id } } } }';
      const { nodes } = valueAt(await asNorth(query, { id: await experimentId('airline') }), 'calibrations') as {
        readonly nodes: readonly { readonly id: string; readonly jobRun: { readonly id: string } }[];
      };
      const { id, jobRun } = nodes.at(-1)!;
      await untilDone(api, organization('north').id, jobRun.id);
      const rounds = await asNorth('query ($id: ID!) { calibration(id: $id) { rounds { verdict } } }', { id });
      expect(valueAt(rounds, 'calibration.rounds')).toEqual([{ verdict: 'ACCEPTED' }]);
    } finally {
      await worker.close();
    }
  });
});

/** Rows that row security would hide. */
async function asAdmin<Row extends object>(tables: TestDatabase, sql: string): Promise<[Row, ...Row[]]> {
  const client = new Client({ connectionString: tables.adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows as [Row, ...Row[]];
  } finally {
    await client.end();
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
