import { randomUUID } from 'node:crypto';
import { ask, startTestApi, type TestApi, textAt, valueAt } from '../support/api-server';
import { addRows, type OrganizationRows } from '../support/organization-rows';
import { addExternalRun, trainingInput } from '../support/training-rows';

const RUN = `query($id: ID!) { trainingRun(id: $id) { settingsJson settings { __typename
  ... on TrainingSettings { updates clipLow estimator estimatorSettings { gamma standardDeviation } evidence { delta }
    gating { everyUpdates } spread { shards } warnings { window } tasks { split limit } evaluateEvery patience
    architecture { kind hidden width } seed }
  ... on ImitationSettings { epochs errorRate seed architecture { kind width heads } }
  ... on ExternalTrainingSettings { estimator trainer estimatorSettings { lambda } } } } }`;

describe('settings read back', () => {
  let api: TestApi;
  let rows: OrganizationRows;
  let secret: string;

  beforeAll(async () => {
    api = await startTestApi();
    const organization = await api.addOrganization('settings');
    secret = organization.secrets.MEMBER;
    rows = await addRows(api, organization.id);
  });
  afterAll(() => api.stop());

  const start = async (operation: 'startTraining' | 'startImitation', settings: object) => {
    const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input`;
    const input = { ...(await trainingInput(api, rows)), name: randomUUID(), ...settings };
    const document = `mutation($input: ${type}!) { ${operation}(input: $input) { id } }`;
    return textAt(await ask(api, secret, document, { input }), `${operation}.id`);
  };

  it('a run of reinforcement learning shows what was chosen, and the defaults', async () => {
    const chosen = { updates: 7, gating: {}, delta: 0.2, tasks: { limit: 1 }, evaluateEvery: null };
    const id = await start('startTraining', { ...chosen, rewardSchemeId: rows.rewardSchemeId });
    const data = await ask(api, secret, RUN, { id });
    expect(valueAt(data, 'trainingRun.settings')).toEqual({
      __typename: 'TrainingSettings',
      ...{ updates: 7, clipLow: 0.2, estimator: 'HYBRID', evaluateEvery: null, patience: null, seed: 0 },
      estimatorSettings: { gamma: 0.9, standardDeviation: 'SAMPLE' },
      evidence: { delta: 0.2 },
      gating: { everyUpdates: 10 },
      spread: null,
      warnings: { window: 10 },
      tasks: { split: null, limit: 1 },
      architecture: { kind: 'MLP', hidden: [192, 80], width: null },
    });
    expect(JSON.parse(textAt(data, 'trainingRun.settingsJson'))).toMatchObject({
      updates: 7,
      evidence: { delta: 0.2 },
    });
  });

  it('behaviour cloning and an external trainer show theirs', async () => {
    const imitation = await start('startImitation', { epochs: 2, architecture: { kind: 'TRANSFORMER', heads: 2 } });
    expect(valueAt(await ask(api, secret, RUN, { id: imitation }), 'trainingRun.settings')).toEqual({
      __typename: 'ImitationSettings',
      ...{ epochs: 2, errorRate: 0.1, seed: 0, architecture: { kind: 'TRANSFORMER', width: 80, heads: 2 } },
    });
    const external = await addExternalRun(api, rows);
    expect(valueAt(await ask(api, secret, RUN, { id: external }), 'trainingRun.settings')).toEqual({
      __typename: 'ExternalTrainingSettings',
      ...{ estimator: 'GRPO', trainer: 'test', estimatorSettings: { lambda: 0.3 } },
    });
  });

  it('calibrations, audits, collections, evaluations and comparisons show theirs', async () => {
    const query = `query($calibration: ID!, $audit: ID!, $collection: ID!, $evaluation: ID!, $comparison: ID!) {
      calibration(id: $calibration) { settings { alpha delta folds policyName anchorName acceptance { maxMismatches minRewardOutcomeCorrelation } } }
      advantageAudit(id: $audit) { settings { statistic policyName estimatorSettings { epsilon } } }
      collection(id: $collection) { settings { trials quorum maxTurns split families isWatchable } }
      evaluation(id: $evaluation) { settings { bootstrapDraws confidence excludedFaults } }
      evaluationComparison(id: $comparison) { settings { bootstrapDraws permutationDraws } } }`;
    const data = await ask(api, secret, query, {
      calibration: rows.calibrationId,
      audit: rows.advantageAuditId,
      collection: rows.collected.collectionId,
      evaluation: rows.evaluationIds[0],
      comparison: rows.evaluationComparisonId,
    });
    const acceptance = { maxMismatches: 0, minRewardOutcomeCorrelation: null };
    expect(data).toEqual({
      calibration: {
        settings: { alpha: null, delta: 0.1, folds: 5, policyName: null, anchorName: 'DENSE', acceptance },
      },
      advantageAudit: {
        settings: { statistic: 'WITHIN_TASK', policyName: null, estimatorSettings: { epsilon: 1e-6 } },
      },
      collection: {
        settings: { trials: 1, quorum: 1, maxTurns: 40, split: null, families: null, isWatchable: false },
      },
      evaluation: { settings: { bootstrapDraws: 10, confidence: 0.95, excludedFaults: [] } },
      evaluationComparison: { settings: { bootstrapDraws: 10, permutationDraws: 10 } },
    });
  });
});
