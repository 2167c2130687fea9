import { ESTIMATOR_NAMES } from '../../../src/domain/advantages/estimators';
import { auditScheme, DEFAULT_AUDIT_SETTINGS } from '../../../src/domain/calibration/schemes/audit-scheme';
import { DENSE_SCHEME } from '../../../src/domain/calibration/schemes/reward-scheme';
import { TIERS } from '../../../src/domain/classification/tier';
import { generateRollouts } from '../../../src/domain/synthetic/generate-rollouts';
import { createExperiment } from '../../../src/services/experiments/create-experiment';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
import { loadScoredRollouts } from '../../../src/services/calibration/load-scored-rollouts';
import type { RunningWorker } from '../../../worker/start-worker';
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
import { syntheticRows } from '../support/synthetic-rollouts';
import { startTestWorker, untilDone } from '../support/worker';

const START = `mutation($input: StartAdvantageAuditInput!) { startAdvantageAudit(input: $input) {
  id settingsJson rolloutCount reportJson estimators { estimator } rewardScheme { name } experiment { id }
  jobRun { id name state } } }`;
const ESTIMATORS = `estimators { estimator mismatches outcomeCorrelation deadTurnShare deadGroups deadGroupShare
  signDisagreementShare signComparableTurns estimatedStoppingBias
  tiers { tier turns meanAdvantage sign intendedSign isMismatch absoluteShare } }`;

describe('advantage audits', () => {
  let api: TestApi;
  let worker: RunningWorker;
  let organization: TestOrganization;
  let member: string;
  let experimentId: string;
  let denseId: string;

  beforeAll(async () => {
    api = await startTestApi();
    organization = await api.addOrganization('auditors');
    member = organization.secrets.MEMBER;
    const input = { name: 'synthetic', description: '', idempotencyKey: null };
    experimentId = (await createExperiment(api.database, organization.id, input)).id;
    const { rollouts } = generateRollouts({ tasks: 12, trials: 6, seed: 5 });
    await ingestRollouts(api.database, organization.id, experimentId, syntheticRows(rollouts));
    const { rewardSchemes } = await ask(api, member, '{ rewardSchemes { nodes { id name origin } } }');
    const schemes = listAt(rewardSchemes, 'nodes');
    denseId = textAt(
      schemes.find((scheme) => valueAt(scheme, 'name') === 'DENSE'),
      'id',
    );
    worker = await startTestWorker(api);
  });
  afterAll(async () => {
    await worker.close();
    await api.stop();
  });

  const start = async (input: Readonly<Record<string, unknown>>) =>
    valueAt(
      await ask(api, member, START, { input: { experimentId, rewardSchemeId: denseId, ...input } }),
      'startAdvantageAudit',
    );

  it('say of every estimator what the domain computes on the same rollouts', async () => {
    const started = await start({});
    expect(started).toMatchObject({
      rolloutCount: null,
      reportJson: null,
      estimators: null,
      rewardScheme: { name: 'DENSE' },
      jobRun: { name: 'AUDIT_ADVANTAGES', state: 'QUEUED' },
    });
    await untilDone(api, organization.id, textAt(started, 'jobRun.id'));
    const query = `query($id: ID!) { advantageAudit(id: $id) { rolloutCount jobRun { state } ${ESTIMATORS} } }`;
    const { advantageAudit } = await ask(api, member, query, { id: valueAt(started, 'id') });
    const rollouts = await api.database.inTenant(organization.id, (stores) =>
      loadScoredRollouts(stores, experimentId, {}),
    );
    expect(rollouts.outcomes.length).toBe(72);
    const report = auditScheme(rollouts, { ...DENSE_SCHEME, name: 'DENSE@1' }, DEFAULT_AUDIT_SETTINGS);
    expect(advantageAudit).toEqual({
      rolloutCount: 72,
      jobRun: { state: 'SUCCEEDED' },
      estimators: ESTIMATOR_NAMES.map((estimator) => {
        const audit = report.estimators[estimator];
        const tiers = TIERS.map((tier) => ({ tier, ...audit.tiers[tier] }));
        return { ...audit, estimator, tiers, turns: undefined, groups: undefined };
      }),
    });
    expect(report.estimators.GRPO.deadTurnShare).not.toBe(report.estimators.MT_GRPO.deadTurnShare);
  });

  it('run with the settings that were chosen, on the rollouts of the policy that was chosen', async () => {
    const settings = {
      statistic: 'RAW',
      delta: 0.25,
      estimatorSettings: { gamma: 0.5, standardDeviation: 'POPULATION' },
    };
    const started = await start({ policyName: 'nobody', settings });
    expect(JSON.parse(textAt(started, 'settingsJson'))).toEqual({
      policyName: 'nobody',
      settings: {
        statistic: 'RAW',
        delta: 0.25,
        estimatorSettings: { gamma: 0.5, lambda: 0.3, epsilon: 1e-6, standardDeviation: 'POPULATION' },
      },
    });
    await untilDone(api, organization.id, textAt(started, 'jobRun.id'));
    const query = `query($id: ID!) { node(id: $id) { ... on AdvantageAudit { rolloutCount ${ESTIMATORS} } } }`;
    const { node } = await ask(api, member, query, { id: valueAt(started, 'id') });
    expect(valueAt(node, 'rolloutCount')).toBe(0);
    expect(valueAt(node, 'estimators.0')).toMatchObject({
      mismatches: 0,
      outcomeCorrelation: null,
      deadTurnShare: null,
    });
  });

  it('start once for an idempotency key, and refuse it for another input', async () => {
    const first = await start({ idempotencyKey: 'audit' });
    const again = await start({ idempotencyKey: 'audit' });
    expect(valueAt(again, 'id')).toBe(valueAt(first, 'id'));
    const input = { experimentId, rewardSchemeId: denseId, settings: { delta: 0.3 }, idempotencyKey: 'audit' };
    expect(codeOf(await send(api, member, START, { input }))).toBe('CONFLICT');
    const wrong = { experimentId, rewardSchemeId: denseId, settings: { delta: 7 } };
    expect(codeOf(await send(api, member, START, { input: wrong }))).toBe('INVALID_INPUT');
  });

  it('are listed by experiment, page by page', async () => {
    const query = `query($id: ID!, $first: Int!, $after: String) { advantageAudits(experimentId: $id, first: $first, after: $after) {
      totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const whole = await ask(api, member, query, { id: experimentId, first: 50 });
    const page = await ask(api, member, query, { id: experimentId, first: 1 });
    const after = textAt(page, 'advantageAudits.pageInfo.endCursor');
    const rest = await ask(api, member, query, { id: experimentId, first: 50, after });
    expect(valueAt(whole, 'advantageAudits.totalCount')).toBe(listAt(whole, 'advantageAudits.nodes').length);
    expect(listAt(page, 'advantageAudits.nodes').concat(listAt(rest, 'advantageAudits.nodes'))).toEqual(
      listAt(whole, 'advantageAudits.nodes'),
    );
  });

  it('come with each calibration round, beside its thresholds', async () => {
    const startCalibration = `mutation($id: ID!) { startCalibration(input: { experimentId: $id,
      settings: { bootstrapDraws: 20, permutationDraws: 20, maxRounds: 1 } }) { calibration { id } jobRun { id } } }`;
    const started = await ask(api, member, startCalibration, { id: experimentId });
    await untilDone(api, organization.id, textAt(started, 'startCalibration.jobRun.id'));
    const query = `query($id: ID!) { calibration(id: $id) { rounds { reportJson ${ESTIMATORS}
      thresholds { name limit measured isMet shortfall message } } } }`;
    const { calibration } = await ask(api, member, query, { id: valueAt(started, 'startCalibration.calibration.id') });
    const round = valueAt(calibration, 'rounds.0');
    const report: unknown = JSON.parse(textAt(round, 'reportJson'));
    expect(valueAt(round, 'thresholds')).toEqual(valueAt(report, 'verdict.thresholds'));
    expect(listAt(round, 'thresholds').length).toBeGreaterThan(1);
    const estimators = listAt(round, 'estimators');
    expect(estimators.map((audit) => valueAt(audit, 'estimator'))).toEqual(ESTIMATOR_NAMES);
    expect(estimators.map((audit) => valueAt(audit, 'outcomeCorrelation'))).toEqual(
      ESTIMATOR_NAMES.map((name) => valueAt(report, `audits.${name}.outcomeCorrelation`)),
    );
  });
});
