import { Client } from 'pg';
import { DEFAULT_ESTIMATOR_SETTINGS } from '../../../src/domain/advantages/estimator-settings';
import { compareSchemes } from '../../../src/domain/calibration/schemes/compare-schemes';
import { DENSE_SCHEME, IRC_SCHEME, turnReward } from '../../../src/domain/calibration/schemes/reward-scheme';
import { countTransitionsByOutcome } from '../../../src/domain/calibration/schemes/transitions-by-outcome';
import { classifyRollout } from '../../../src/domain/classification/classify-rollout';
import { generateRollouts } from '../../../src/domain/synthetic/generate-rollouts';
import { AIRLINE_TOOL_KINDS } from '../../../src/environment/airline/tool-kinds';
import type { RolloutFilter } from '../../../src/persistence/stores/rollouts/rollout-filter';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { createRewardScheme } from '../../../src/services/calibration/create-reward-scheme';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
import { loadScoredRollouts } from '../../../src/services/calibration/load-scored-rollouts';
import {
  ask,
  codeOf,
  listAt,
  send,
  startTestApi,
  type TestApi,
  type TestOrganization,
  textAt,
  valueAt,
} from '../support/api-server';
import { sampleRollout } from '../support/sample-rollouts';
import { syntheticRows } from '../support/synthetic-rollouts';

const COMPARE = `query($input: CompareSchemesInput!) {
  compareSchemes(input: $input) {
    rolloutCount turnCount groupCount estimator signFlips comparableTurns signFlipShare
    before { ...Side } after { ...Side } } }
fragment Side on SchemeSide {
  turnReward { ...Numbers } rolloutReward { ...Numbers } deadGroupShare deadTurnShare discriminativeAccuracy
  rewardOutcomeCorrelation advantageOutcomeCorrelation }
fragment Numbers on Distribution { count mean min lowerQuartile median upperQuartile max }`;

/** SOFT_MATCH below 0 ignores the score. */
const HARSH = { ...DENSE_SCHEME.values, SOFT_MATCH: -1 };

describe('rollouts under another scheme', () => {
  const { rollouts } = generateRollouts({ tasks: 12, trials: 6, seed: 5 });
  let api: TestApi;
  let organization: TestOrganization;
  let viewer: string;
  let experimentId: string;
  let denseId: string;
  let ircId: string;
  let harshId: string;

  const create = async (name: string) =>
    (await createExperiment(api.database, organization.id, { name, description: '', idempotencyKey: null })).id;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('rescorers');
    viewer = organization.secrets.VIEWER;
    experimentId = await create('rescored');
    const rows = [...syntheticRows(rollouts.slice(0, 36), 'first'), ...syntheticRows(rollouts.slice(36), 'second')];
    await ingestRollouts(api.database, organization.id, experimentId, rows);
    const schemes = listAt(await ask(api, viewer, '{ rewardSchemes { nodes { id name } } }'), 'rewardSchemes.nodes');
    const idOf = (name: string) =>
      textAt(
        schemes.find((scheme) => valueAt(scheme, 'name') === name),
        'id',
      );
    [denseId, ircId] = [idOf('DENSE'), idOf('IRC')];
    const input = { name: 'harsh', values: HARSH, idempotencyKey: null };
    harshId = (await createRewardScheme(api.database, organization.id, input)).id;
  });
  afterAll(() => api.stop());

  it('have the reward of each turn under any scheme, in one answer', async () => {
    const query = `query($id: ID!, $dense: ID!, $harsh: ID!) { rollouts(experimentId: $id, first: 100) { nodes { clientId
      turnRewards(schemeId: $harsh) meanTurnReward(schemeId: $dense)
      turns { nodes { dense: reward(schemeId: $dense) harsh: reward(schemeId: $harsh) } } } } }`;
    // Ids are the same in whatever case they are written.
    const data = await ask(api, viewer, query, { id: experimentId, dense: denseId.toUpperCase(), harsh: harshId });
    const nodes = listAt(data, 'rollouts.nodes');
    expect(nodes).toHaveLength(72);
    let softMatches = 0;
    for (const node of nodes) {
      const rollout = rollouts.find(
        ({ task, trial }) => textAt(node, 'clientId').split(' ')[1] === `${task.externalId}/${trial}`,
      )!;
      const turns = classifyRollout(rollout.task.goldenActions, rollout.turns, AIRLINE_TOOL_KINDS);
      softMatches += turns.filter((turn) => turn.tier === 'SOFT_MATCH').length;
      const dense = turns.map(({ tier, score }) => turnReward(DENSE_SCHEME, tier, score));
      const harsh = turns.map(({ tier, score }) => turnReward({ values: HARSH }, tier, score));
      expect(valueAt(node, 'turns.nodes')).toEqual(dense.map((reward, i) => ({ dense: reward, harsh: harsh[i] })));
      expect(valueAt(node, 'turnRewards')).toEqual(harsh);
      expect(valueAt(node, 'meanTurnReward')).toBeCloseTo(dense.reduce((sum, one) => sum + one, 0) / dense.length, 12);
    }
    expect(softMatches).toBeGreaterThan(0);
  });

  it('have no mean turn reward without turns', async () => {
    const emptyId = await create('without turns');
    const rows = syntheticRows([{ ...sampleRollout('1', 0), turns: [] }]);
    await ingestRollouts(api.database, organization.id, emptyId, rows);
    const query = `query($id: ID!, $dense: ID!) { rollouts(experimentId: $id) { nodes {
      turnRewards(schemeId: $dense) meanTurnReward(schemeId: $dense) } } }`;
    const data = await ask(api, viewer, query, { id: emptyId, dense: denseId });
    expect(valueAt(data, 'rollouts.nodes')).toEqual([{ turnRewards: [], meanTurnReward: null }]);
  });

  it('take as many statements for many as for few', async () => {
    const query = `query($id: ID!, $first: Int!, $dense: ID!, $irc: ID!) { rollouts(experimentId: $id, first: $first, filter: { reward: { max: 0 } }) { nodes {
      firstDivergence { kind } turnRewards(schemeId: $dense) before: meanTurnReward(schemeId: $dense)
      after: meanTurnReward(schemeId: $irc) turns { nodes { before: reward(schemeId: $dense) after: reward(schemeId: $irc) } } } } }`;
    const logged = jest.spyOn(api.database.unscoped.logger, 'logQuery');
    const countStatements = async (first: number) => {
      logged.mockClear();
      const data = await ask(api, viewer, query, { id: experimentId, first, dense: denseId, irc: ircId });
      expect(listAt(data, 'rollouts.nodes')).toHaveLength(first);
      // The server watches for silent trainers meanwhile.
      return logged.mock.calls.filter(
        ([sql]) => /^\s*(SELECT|WITH)/i.test(sql) && !/set_config|training_watch/.test(sql),
      ).length;
    };
    const few = await countStatements(3);
    // Key, experiment, rollouts; turns, calls, tasks, tiers; the schemes of the rollouts and those of the turns.
    expect(few).toBe(9);
    expect(await countStatements(25)).toBe(few);
    logged.mockRestore();
  });

  it.each([
    [{}, 'HYBRID', {}],
    [{ policyName: 'second', not: { tierPresent: 'ERROR' } }, 'GTPO', { gamma: 0.5 }],
    [{ policyName: 'nobody' }, 'MT_GRPO', {}],
  ] as const)('are compared as the domain does it: %j, %s, %j', async (filter: RolloutFilter, estimator, settings) => {
    const pair = { experimentId, beforeId: denseId, afterId: ircId };
    const answer = await ask(api, viewer, COMPARE, {
      input: { ...pair, filter, estimator, estimatorSettings: settings },
    });
    const input = await api.database.inTenant(organization.id, (stores) =>
      loadScoredRollouts(stores, experimentId, filter),
    );
    const {
      rollouts: rolloutCount,
      turns: turnCount,
      groups: groupCount,
      ...expected
    } = compareSchemes(
      input,
      { before: DENSE_SCHEME.values, after: IRC_SCHEME.values },
      { name: estimator, settings: { ...DEFAULT_ESTIMATOR_SETTINGS, ...settings } },
    );
    expect(answer.compareSchemes).toEqual({ ...expected, rolloutCount, turnCount, groupCount, estimator });
    const counts = { nobody: [0, 0], second: [1, 36] };
    const [least, most] = filter.policyName === undefined ? [72, 72] : counts[filter.policyName as 'nobody' | 'second'];
    expect(rolloutCount).toBeGreaterThanOrEqual(least!);
    expect(rolloutCount).toBeLessThanOrEqual(most!);
    if (filter.policyName === undefined) expect(expected.signFlips).toBeGreaterThan(0);
  });

  it('are not compared with settings out of range', async () => {
    const input = { experimentId, beforeId: denseId, afterId: ircId, estimatorSettings: { gamma: 2 } };
    const answer = await send(api, viewer, COMPARE, { input });
    expect(codeOf(answer)).toBe('INVALID_INPUT');
    expect(answer.errors?.[0]?.message).toContain('estimatorSettings.gamma');
  });

  it('are compared at most five times in an operation', async () => {
    const field = (i: number) => `a${i}: tierTransitions(experimentId: $id) { rolloutsPassing }`;
    const query = (fields: number) =>
      `query($id: ID!) { ${Array.from({ length: fields }, (_, i) => field(i)).join(' ')} }`;
    expect((await send(api, viewer, query(4), { id: experimentId })).errors).toBeUndefined();
    expect(codeOf(await send(api, viewer, query(5), { id: experimentId }))).toBe('LIMIT_EXCEEDED');
  });

  it('say which tier follows which, apart for passing and failing ones', async () => {
    const query = `query($id: ID!, $policy: String) { tierTransitions(experimentId: $id, policyName: $policy) {
      rolloutsPassing rolloutsFailing transitions { from to passing failing } } }`;
    for (const policy of [null, 'first']) {
      const input = await api.database.inTenant(organization.id, (stores) =>
        loadScoredRollouts(stores, experimentId, policy === null ? {} : { policyName: policy }),
      );
      const { tierTransitions } = await ask(api, viewer, query, { id: experimentId, policy });
      expect(tierTransitions).toEqual(countTransitionsByOutcome(input));
      const ends = listAt(tierTransitions, 'transitions').filter((pair) => valueAt(pair, 'to') === null);
      const ended = ends.reduce<number>(
        (sum, pair) => sum + (valueAt(pair, 'passing') as number) + (valueAt(pair, 'failing') as number),
        0,
      );
      expect(ended).toBe(policy === null ? 72 : 36);
    }
  });

  it('are refused beyond the cap of a request, by name, and computed when a filter keeps to it', async () => {
    const manyId = await create('many');
    await ingestRollouts(api.database, organization.id, manyId, syntheticRows([sampleRollout('1', 0)]));
    const admin = new Client({ connectionString: api.tables.adminUrl });
    await admin.connect();
    await admin.query(
      `INSERT INTO rollout (tenant_id, id, experiment_id, task_id, policy_id, user_simulator_id, identity, content_hash, trial,
         outcome_class, reward, is_truncated, turn_count, tool_call_count)
       SELECT tenant_id, gen_random_uuid(), experiment_id, task_id, policy_id, user_simulator_id, 'copy ' || i, 'copy', i,
         outcome_class, reward, is_truncated, 0, 0
       FROM rollout, generate_series(1, 10000) i WHERE experiment_id = $1`,
      [manyId],
    );
    await admin.end();
    const input = { experimentId: manyId, beforeId: denseId, afterId: ircId };
    const answer = await send(api, viewer, COMPARE, { input });
    expect([codeOf(answer), answer.errors?.[0]?.message]).toEqual([
      'LIMIT_EXCEEDED',
      'the filter matches 10001 SCORED rollouts; a request can compute on at most 10000: narrow the filter',
    ]);
    const fewer = await ask(api, viewer, COMPARE, { input: { ...input, filter: { not: { trial: 0 } } } });
    expect(valueAt(fewer, 'compareSchemes.rolloutCount')).toBe(10_000);
  });
});
