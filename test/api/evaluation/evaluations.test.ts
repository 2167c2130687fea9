import { randomUUID } from 'node:crypto';
import type { RunningWorker } from '../../../worker/start-worker';
import type { IngestRow } from '../../../src/services/rollouts/ingest-row';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
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
import { addCollection } from '../support/collection-rows';
import { sampleRows } from '../support/sample-rollouts';
import { startTestWorker } from '../support/worker';
import { untilEvaluated } from '../support/evaluations';

const START = `mutation($input: StartEvaluationInput!) { startEvaluation(input: $input) { id state jobRun { id } } }`;
const READ = `query($id: ID!) { evaluation(id: $id) { id state rolloutCount inputHash reportJson reportHash settingsJson interimAnalysisCount
  policy { name } userSimulator { name } collection { id }
  manifest { codeVersion statisticsVersion tasks tasksHash outcomesHash faultsHash policy { name } userSimulators { name kind }
    taskSets { name } collection { seed } rolloutsWithSeed renumberedTasks }
  report { tasks tasksCounted passRate { value percentile { low high } bca { low high } wilson { low high } }
    averageReward { value } passHatK { k estimate { value percentile { low high } } } passAtK { k estimate { value } }
    coverage { attempted scored share passRate { ifAllFailed ifAllPassed } }
    outcomeCounts { outcomeClass count } exclusion { count note rollouts { externalId trial fault } }
    perTask(first: 1) { totalCount hasNextPage endCursor nodes { externalId attempted passes passRate } } } } }`;

describe('evaluations', () => {
  let api: TestApi;
  let worker: RunningWorker;
  let acme: TestOrganization;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startTestWorker(api);
    acme = await api.addOrganization('acme');
  });
  afterAll(async () => {
    await worker.close();
    await api.stop();
  });

  async function addExperiment(rows: readonly IngestRow[]): Promise<string> {
    const { id } = await api.database.inTenant(acme.id, (stores) => stores.experiments.create(randomUUID(), ''));
    await ingestRollouts(api.database, acme.id, id, rows);
    return id;
  }

  async function evaluate(source: object, settings: object = {}): Promise<string> {
    const input = { source, settings: { bootstrapDraws: 200, ...settings } };
    const id = textAt(await ask(api, acme.secrets.MEMBER, START, { input }), 'startEvaluation.id');
    await untilEvaluated(api, acme.id, id);
    return id;
  }

  function recorded(experimentId: string) {
    return { recorded: { experimentId, policyName: 'gpt-4o' } };
  }

  it('of recorded rollouts give pass^k, pass@k and each task, with intervals, seeds and a manifest', async () => {
    // Of 4 trials of each of 2 tasks, trials 1 and 3 pass: pass^1 1/2, pass^2 1/6, pass@2 5/6.
    const experimentId = await addExperiment(sampleRows(['1', '2'], 4));
    const id = await evaluate(recorded(experimentId));
    const { evaluation } = (await ask(api, acme.secrets.VIEWER, READ, { id })) as { evaluation: unknown };
    expect(evaluation).toMatchObject({
      state: 'SUCCEEDED',
      rolloutCount: 8,
      collection: null,
      policy: { name: 'gpt-4o' },
      userSimulator: { name: 'llm-user' },
      manifest: { tasks: 2, policy: { name: 'gpt-4o' }, collection: null, rolloutsWithSeed: 8, renumberedTasks: [] },
      report: {
        tasks: 2,
        passRate: { value: 0.5, wilson: null },
        coverage: { attempted: 8, scored: 8, share: 1, passRate: { ifAllFailed: 0.5, ifAllPassed: 0.5 } },
        perTask: {
          totalCount: 2,
          hasNextPage: true,
          endCursor: '1',
          nodes: [{ externalId: '1', passes: 2, passRate: 0.5 }],
        },
      },
    });
    const hats = listAt(evaluation, 'report.passHatK').map((at) => valueAt(at, 'estimate.value'));
    const ats = listAt(evaluation, 'report.passAtK').map((at) => valueAt(at, 'estimate.value'));
    [0.5, 1 / 6, 0, 0].forEach((value, i) => {
      expect(hats[i]).toBeCloseTo(value, 12);
    });
    [0.5, 5 / 6, 1, 1].forEach((value, i) => {
      expect(ats[i]).toBeCloseTo(value, 12);
    });
  });

  it('of a new collection start when it ends, and name tasks that nobody tried', async () => {
    const { taskSetId, policyId, userSimulatorId } = await addCollection(api, acme.id);
    const experimentId = await addExperiment([]);
    const collection = { experimentId, taskSetId, policyId, userSimulatorId, trials: 2, seed: 7 };
    const input = { source: { collection }, idempotencyKey: 'once' };
    const first = await ask(api, acme.secrets.MEMBER, START, { input });
    expect(first).toMatchObject({ startEvaluation: { state: 'COLLECTING', jobRun: null } });
    expect(await ask(api, acme.secrets.MEMBER, START, { input })).toMatchObject({
      startEvaluation: { id: valueAt(first, 'startEvaluation.id') },
    });
    const id = textAt(first, 'startEvaluation.id');
    await untilEvaluated(api, acme.id, id);
    expect(await ask(api, acme.secrets.VIEWER, READ, { id })).toMatchObject({
      evaluation: {
        state: 'SUCCEEDED',
        rolloutCount: 4,
        manifest: { collection: { seed: 7 } },
        report: { passRate: { value: 1 }, coverage: { attempted: 4 } },
      },
    });
    // The collection has ended: another evaluation of it is computed at once.
    const { evaluation } = (await ask(api, acme.secrets.VIEWER, READ, { id })) as { evaluation: unknown };
    const again = await evaluate({ collectionId: textAt(evaluation, 'collection.id') }, { bootstrapDraws: 10_000 });
    expect(await ask(api, acme.secrets.VIEWER, READ, { id: again })).toMatchObject({
      evaluation: { reportHash: valueAt(evaluation, 'reportHash'), inputHash: valueAt(evaluation, 'inputHash') },
    });
  });

  it('of a collection that was cancelled have its tasks without trials', async () => {
    const { collectionId } = await addCollection(api, acme.id);
    await ask(api, acme.secrets.MEMBER, 'mutation($id: ID!) { cancelCollection(id: $id) { id } }', {
      id: collectionId,
    });
    const id = await evaluate({ collectionId });
    const answer = await ask(api, acme.secrets.VIEWER, READ, { id });
    expect(valueAt(answer, 'evaluation.report.tasks')).toBe(2);
    expect(valueAt(answer, 'evaluation.report.tasksCounted')).toBe(valueAt(answer, 'evaluation.rolloutCount'));
  });

  it('refuse none, several and unknown sources, and settings out of range', async () => {
    const experimentId = await addExperiment(sampleRows(['1'], 2));
    const start = (source: object, settings: object = {}) =>
      send(api, acme.secrets.MEMBER, START, { input: { source, settings } });
    expect(codeOf(await start({}))).toBe('INVALID_INPUT');
    expect(codeOf(await start({ ...recorded(experimentId), collectionId: randomUUID() }))).toBe('INVALID_INPUT');
    expect(codeOf(await start({ recorded: { experimentId, policyName: 'nobody' } }))).toBe('NOT_FOUND');
    const none = await start({ recorded: { experimentId, policyName: 'gpt-4o', simulatorName: 'nobody' } });
    expect(none.errors?.[0]?.message).toContain('has no rollouts of policy "gpt-4o" with simulator "nobody"');
    const confidence = await start(recorded(experimentId), { confidence: 1 });
    expect(confidence.errors?.[0]?.message).toBe(
      'input.settings.confidence: is 1; it must be a number above 0 and below 1',
    );
    expect(codeOf(await start(recorded(experimentId), { bootstrapDraws: 1_000_001 }))).toBe('INVALID_INPUT');
  });

  it('number trials anew where an experiment holds the same number twice, and say so', async () => {
    const rows = sampleRows(['1'], 2);
    const experimentId = await addExperiment([
      ...rows,
      ...rows.map((row, i) => ({ ...row, row: 2 + i, clientId: `other ${i}`, simulatorName: 'other' })),
    ]);
    const id = await evaluate(recorded(experimentId));
    expect(await ask(api, acme.secrets.VIEWER, READ, { id })).toMatchObject({
      evaluation: {
        rolloutCount: 4,
        userSimulator: null,
        manifest: { renumberedTasks: ['1'], userSimulators: [{ name: 'llm-user' }, { name: 'other' }] },
        report: { coverage: { attempted: 4, scored: 4 } },
      },
    });
  });
});
