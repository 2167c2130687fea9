import { randomUUID } from 'node:crypto';
import type { RunningWorker } from '../../../worker/start-worker';
import type { IngestRow } from '../../../src/services/rollouts/ingest-row';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
import { startEvaluation } from '../../../src/services/evaluation/start-evaluation';
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
import { untilEvaluated } from '../support/evaluations';
import { sampleRows } from '../support/sample-rollouts';
import { startTestWorker } from '../support/worker';

const COMPARE = `mutation($input: CompareEvaluationsInput!) { compareEvaluations(input: $input) {
  id design settingsJson reportJson reportHash evaluations { id } pairs {
    baseline { id } candidate { id } tasksPaired tasksOnlyInBaseline tasksOnlyInCandidate
    passHatK { k estimate { baseline candidate difference percentile { low high } bca { low high } } }
    averageReward { difference } pairedTTest { meanDifference t p interval { low high } } permutation { p method draws }
    seedPairs { pairs mcnemar { onlyFirstPasses onlySecondPasses exactP midP } reason }
    holmPermutationP holmTTestP holmMcNemarP sensitivity { alpha power minimumDetectableEffect trialVariance }
    baselineExclusion { count } candidateExclusion { count } } } }`;
const TRANSFER = `query($input: SimulatorTransferInput!) { simulatorTransfer(input: $input) { isTruncated reportJson
  columns { name kind tasksCounted passRate { value percentile { low high } } coverage { scored } }
  perTask { externalId passRates } variance { task { estimate share } simulator { estimate } trial { estimate } reason }
  gaps { simulator tasks gap { baseline candidate difference percentile { low high } } } } }`;
const PLAN = `query($input: PlanEvaluationInput!) { planEvaluation(input: $input) { trialVariance differenceVariance model
  trialsNeeded cheapest { trials tasksNeeded rolloutsNeeded }
  options { trials tasksNeeded rolloutsNeeded power minimumDetectableEffect } } }`;

type Cohort = {
  readonly tasks: readonly string[];
  /** Trials of each task that pass, of 4. */
  readonly passes: number;
  readonly policy?: string;
  readonly simulator?: string;
};

describe('compared evaluations', () => {
  let api: TestApi;
  let worker: RunningWorker;
  let acme: TestOrganization;
  let experimentId: string;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startTestWorker(api);
    acme = await api.addOrganization('acme');
    experimentId = await addExperiment();
  });
  afterAll(async () => {
    await worker.close();
    await api.stop();
  });

  async function addExperiment(): Promise<string> {
    return (await api.database.inTenant(acme.id, (stores) => stores.experiments.create(randomUUID(), ''))).id;
  }

  function rowsOf({ tasks, passes, policy = 'gpt-4o', simulator = 'llm-user' }: Cohort): IngestRow[] {
    return sampleRows(tasks, 4).map((row) => ({
      ...row,
      clientId: randomUUID(),
      policyName: policy,
      simulatorName: simulator,
      rollout: { ...row.rollout, reward: row.rollout.trial < passes ? 1 : 0 },
    }));
  }

  /** Adds recorded rollouts and evaluates them. */
  async function evaluate(cohort: Cohort, into = experimentId): Promise<string> {
    await ingestRollouts(api.database, acme.id, into, rowsOf(cohort));
    const { policy: policyName = 'gpt-4o', simulator: simulatorName = 'llm-user' } = cohort;
    const { id } = await startEvaluation(api.database, acme.id, {
      source: { kind: 'RECORDED', experimentId: into, policyName, simulatorName, simulatorVersion: null },
      settings: { bootstrapDraws: 200 },
      idempotencyKey: null,
    });
    await untilEvaluated(api, acme.id, id);
    return id;
  }

  it('give differences, tests, what the design could see, and the tasks of one side alone', async () => {
    const baseline = await evaluate({ tasks: ['1', '2', '3', '9'], passes: 1, policy: 'weak' });
    const candidate = await evaluate({ tasks: ['1', '2', '3', '7'], passes: 3, policy: 'strong' });
    const input = { evaluationIds: [baseline, candidate], settings: { bootstrapDraws: 200 } };
    const answer = await ask(api, acme.secrets.MEMBER, COMPARE, { input });
    const pair = valueAt(answer, 'compareEvaluations.pairs.0');
    expect(pair).toMatchObject({
      baseline: { id: baseline },
      candidate: { id: candidate },
      tasksPaired: 3,
      tasksOnlyInBaseline: ['9'],
      tasksOnlyInCandidate: ['7'],
      averageReward: { difference: 0.5 },
      pairedTTest: { meanDifference: 0.5, t: null },
      permutation: { method: 'EXACT', draws: 0 },
      // Trials 1 and 2 of each task pass on one side alone; seeds are shared.
      seedPairs: { pairs: 12, mcnemar: { onlyFirstPasses: 0, onlySecondPasses: 6 }, reason: null },
      sensitivity: { alpha: 0.05, power: 0.8, minimumDetectableEffect: null },
    });
    expect(valueAt(pair, 'passHatK.0.estimate')).toMatchObject({ baseline: 0.25, candidate: 0.75, difference: 0.5 });
    expect(valueAt(pair, 'seedPairs.mcnemar.exactP')).toBeCloseTo(2 / 2 ** 6, 12);
    expect(valueAt(pair, 'holmPermutationP')).toBe(valueAt(pair, 'permutation.p'));
    const again = await ask(api, acme.secrets.MEMBER, COMPARE, { input });
    expect(valueAt(again, 'compareEvaluations.reportHash')).toBe(valueAt(answer, 'compareEvaluations.reportHash'));
    expect(valueAt(again, 'compareEvaluations.id')).not.toBe(valueAt(answer, 'compareEvaluations.id'));
    const list = await ask(
      api,
      acme.secrets.VIEWER,
      'query($id: ID!) { evaluationComparisons(experimentId: $id) { totalCount nodes { id } } }',
      { id: experimentId },
    );
    expect(listAt(list, 'evaluationComparisons.nodes').map((node) => valueAt(node, 'id'))).toContain(
      valueAt(answer, 'compareEvaluations.id'),
    );
  });

  it('are corrected for the number of pairs, with the first or each with each', async () => {
    const ids: string[] = [];
    for (const passes of [1, 2, 4])
      ids.push(await evaluate({ tasks: ['1', '2', '3'], passes, policy: `of ${passes}` }));
    const compare = (design: string) =>
      ask(api, acme.secrets.MEMBER, COMPARE, {
        input: { evaluationIds: ids, design, settings: { bootstrapDraws: 50 } },
      });
    const withFirst = listAt(await compare('WITH_FIRST'), 'compareEvaluations.pairs');
    expect(withFirst.map((pair) => [valueAt(pair, 'baseline.id'), valueAt(pair, 'candidate.id')])).toEqual([
      [ids[0], ids[1]],
      [ids[0], ids[2]],
    ]);
    const all = listAt(await compare('ALL_PAIRS'), 'compareEvaluations.pairs');
    expect(all).toHaveLength(3);
    const smallest = Math.min(...all.map((pair) => valueAt(pair, 'permutation.p') as number));
    const corrected = Math.min(...all.map((pair) => valueAt(pair, 'holmPermutationP') as number));
    expect(corrected).toBeCloseTo(3 * smallest, 12);
  });

  it('do not pair tasks that merely share a name', async () => {
    const other = await addExperiment();
    const first = await evaluate({ tasks: ['1', '2'], passes: 1, policy: 'first wording' });
    const rows = rowsOf({ tasks: ['1', '2'], passes: 3, policy: 'second wording' }).map((row) => ({
      ...row,
      rollout:
        row.rollout.task.externalId === '2'
          ? { ...row.rollout, task: { ...row.rollout.task, instruction: 'Another wording.' } }
          : row.rollout,
    }));
    await ingestRollouts(api.database, acme.id, other, rows);
    const { id: second } = await startEvaluation(api.database, acme.id, {
      source: {
        kind: 'RECORDED',
        experimentId: other,
        policyName: 'second wording',
        simulatorName: null,
        simulatorVersion: null,
      },
      settings: { bootstrapDraws: 50 },
      idempotencyKey: null,
    });
    await untilEvaluated(api, acme.id, second);
    const answer = await ask(api, acme.secrets.MEMBER, COMPARE, { input: { evaluationIds: [first, second] } });
    const pair = valueAt(answer, 'compareEvaluations.pairs.0');
    expect(valueAt(pair, 'tasksPaired')).toBe(1);
    expect(valueAt(pair, 'tasksOnlyInBaseline.0')).toMatch(/^2#[0-9a-f]{8}$/);
    expect(valueAt(pair, 'tasksOnlyInCandidate.0')).toMatch(/^2#[0-9a-f]{8}$/);
  });

  it('are made once for a key, and refused where they make no sense or too much work', async () => {
    const id = await evaluate({ tasks: ['1', '2'], passes: 1, policy: 'alone' });
    const other = await evaluate({ tasks: ['1', '2'], passes: 2, policy: 'beside' });
    const compare = (input: object) => send(api, acme.secrets.MEMBER, COMPARE, { input });
    const once = { evaluationIds: [id, other], idempotencyKey: 'once', settings: { bootstrapDraws: 20 } };
    const first = await compare(once);
    expect(first.errors).toBeUndefined();
    expect(valueAt((await compare(once)).data, 'compareEvaluations.id')).toBe(
      valueAt(first.data, 'compareEvaluations.id'),
    );
    expect(codeOf(await compare({ ...once, evaluationIds: [other, id] }))).toBe('CONFLICT');
    expect(codeOf(await compare({ evaluationIds: [id] }))).toBe('INVALID_INPUT');
    expect(codeOf(await compare({ evaluationIds: [id, id] }))).toBe('INVALID_INPUT');
    expect(codeOf(await compare({ evaluationIds: Array.from({ length: 11 }, () => id) }))).toBe('LIMIT_EXCEEDED');
    expect(codeOf(await compare({ evaluationIds: [id, randomUUID()] }))).toBe('NOT_FOUND');
    expect((await compare({ evaluationIds: [id, 'x'] })).errors?.[0]?.message).toBe(
      'input.evaluationIds[1]: "x" is not an id (a UUID)',
    );
    const draws = { bootstrapDraws: 1_000_000, permutationDraws: 1_000_000 };
    expect(codeOf(await compare({ evaluationIds: [id, other], settings: draws }))).toBeNull();
    const third = await evaluate({ tasks: ['1'], passes: 2, policy: 'third' });
    const many = await compare({ evaluationIds: [id, other, third], design: 'ALL_PAIRS', settings: draws });
    expect(codeOf(many)).toBe('LIMIT_EXCEEDED');
  });

  it('of one policy under several simulators give a matrix, the split of the variance and the gap to people', async () => {
    const policy = 'transferred';
    const kind = await evaluate({ tasks: ['1', '2', '3'], passes: 4, policy, simulator: 'kind' });
    const strict = await evaluate({ tasks: ['1', '2', '3'], passes: 2, policy, simulator: 'strict' });
    const people = await evaluate({ tasks: ['1', '2', '3'], passes: 1, policy, simulator: 'people' });
    const input = { evaluationIds: [kind, strict], humanEvaluationId: people, settings: { bootstrapDraws: 100 } };
    const answer = await ask(api, acme.secrets.VIEWER, TRANSFER, { input });
    expect(valueAt(answer, 'simulatorTransfer')).toMatchObject({
      isTruncated: false,
      columns: [
        { name: 'kind 1', kind: 'SIMULATED', passRate: { value: 1 } },
        { name: 'strict 1', kind: 'SIMULATED', passRate: { value: 0.5 } },
        { name: 'people 1', kind: 'HUMAN', passRate: { value: 0.25 } },
      ],
      perTask: [{ externalId: '1', passRates: [1, 0.5, 0.25] }, { externalId: '2' }, { externalId: '3' }],
      gaps: [
        { simulator: 'kind 1', tasks: 3, gap: { difference: 0.75 } },
        { simulator: 'strict 1', gap: { difference: 0.25 } },
        { simulator: null, gap: { baseline: 0.25, candidate: 0.75, difference: 0.5 } },
      ],
    });
    const transfer = (changed: object) => send(api, acme.secrets.VIEWER, TRANSFER, { input: { ...input, ...changed } });
    expect(codeOf(await transfer({ evaluationIds: [] }))).toBeNull();
    expect(codeOf(await transfer({ evaluationIds: [], humanEvaluationId: null }))).toBe('INVALID_INPUT');
    const stranger = await evaluate({ tasks: ['1'], passes: 1, policy: 'another' });
    expect((await transfer({ evaluationIds: [kind, stranger] })).errors?.[0]?.message).toContain(
      'has a different policy',
    );
  });

  it('are planned from an effect, from a pilot, or from the tasks at hand', async () => {
    const plan = async (input: object) =>
      valueAt(await ask(api, acme.secrets.VIEWER, PLAN, { input }), 'planEvaluation');
    const wanted = await plan({ effect: 0.1, tasks: 50, trialOptions: [4, 1000] });
    expect(wanted).toMatchObject({ trialVariance: 0.25, cheapest: { trials: 4 } });
    expect(valueAt(wanted, 'differenceVariance')).toBeCloseTo(0.01, 12);
    // Power grows with trials, and so does what can be seen.
    const [few, many] = listAt(wanted, 'options') as Record<string, number>[];
    expect(many!.tasksNeeded).toBeLessThan(few!.tasksNeeded!);
    expect(many!.power).toBeGreaterThan(few!.power!);
    const atHand = await plan({ tasks: 50, differenceVariance: 0.01, trialOptions: [4] });
    expect(atHand).toMatchObject({
      cheapest: null,
      options: [{ tasksNeeded: null, minimumDetectableEffect: few!.minimumDetectableEffect }],
    });
    const refused = await send(api, acme.secrets.VIEWER, PLAN, { input: { differenceVariance: 0.01 } });
    expect(codeOf(refused)).toBe('INVALID_INPUT');

    const baseline = await evaluate({ tasks: ['1', '2'], passes: 1, policy: 'pilot' });
    const candidate = await evaluate({ tasks: ['1', '2'], passes: 2, policy: 'pilot rival' });
    const input = { evaluationIds: [baseline, candidate], settings: { bootstrapDraws: 20 } };
    const pilot = textAt(await ask(api, acme.secrets.MEMBER, COMPARE, { input }), 'compareEvaluations.id');
    const fromPilot = await plan({ effect: 0.1, pilotComparisonId: pilot });
    // 1 of 4 and 2 of 4 pass: unbiased 3/12 and 4/12, on average above what is possible; between tasks below 0.
    expect(valueAt(fromPilot, 'trialVariance')).toBe(0.25);
    expect(valueAt(fromPilot, 'differenceVariance')).toBe(0);
  });
});
