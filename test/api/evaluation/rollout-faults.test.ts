import { randomUUID } from 'node:crypto';
import type { RunningWorker } from '../../../worker/start-worker';
import { ingestRollouts } from '../../../src/services/rollouts/ingest-rollouts';
import { startEvaluation } from '../../../src/services/evaluation/start-evaluation';
import {
  ask,
  codeOf,
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

const MARK = `mutation($input: MarkRolloutFaultInput!) { markRolloutFault(input: $input) {
  id index fault comment keyId keyName rollout { id } } }`;
const FAULTS = `query($id: ID!) { rollout(id: $id) { fault faultHistory { nodes { index fault comment keyName } } } }`;
const RECOMPUTE = `query($id: ID!) { recomputeEvaluation(id: $id) { isSame reportHash reportJson
  differences { part stored computed } } }`;
const READ = `query($id: ID!) { evaluation(id: $id) { reportHash reportJson report { passRate { value }
  coverage { attempted } exclusion { excludedFaults count countByFault { fault count } note isTruncated
    rollouts { externalId trial fault } } } } }`;

describe('faults of rollouts', () => {
  let api: TestApi;
  let worker: RunningWorker;
  let acme: TestOrganization;
  let experimentId: string;
  /** Of task 1: trial 0 fails, trial 1 passes, trial 2 fails, trial 3 passes; then the same of task 2. */
  let rolloutIds: string[];

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startTestWorker(api);
    acme = await api.addOrganization('acme');
  });
  beforeEach(async () => {
    experimentId = (await api.database.inTenant(acme.id, (stores) => stores.experiments.create(randomUUID(), ''))).id;
    const verdicts = await ingestRollouts(api.database, acme.id, experimentId, sampleRows(['1', '2'], 4));
    rolloutIds = verdicts.map(({ rolloutId }) => rolloutId!);
  });
  afterAll(async () => {
    await worker.close();
    await api.stop();
  });

  function mark(rolloutId: string, fault: string, comment = '') {
    return send(api, acme.secrets.MEMBER, MARK, { input: { rolloutId, fault, comment } });
  }

  async function evaluate(settings: object): Promise<string> {
    const { id } = await startEvaluation(api.database, acme.id, {
      source: { kind: 'RECORDED', experimentId, policyName: 'gpt-4o', simulatorName: null, simulatorVersion: null },
      settings: { bootstrapDraws: 100, ...settings },
      idempotencyKey: null,
    });
    await untilEvaluated(api, acme.id, id);
    return id;
  }

  it('are marked by a person, with a history in which the newest counts', async () => {
    const id = rolloutIds[0]!;
    expect(await ask(api, acme.secrets.VIEWER, FAULTS, { id })).toEqual({
      rollout: { fault: null, faultHistory: { nodes: [] } },
    });
    const first = await mark(id, 'AGENT', 'It booked the wrong flight.');
    expect(valueAt(first.data, 'markRolloutFault')).toMatchObject({ index: 0, keyName: 'MEMBER', rollout: { id } });
    const admin = { input: { rolloutId: id, fault: 'SIMULATOR', comment: 'The user changed its mind.' } };
    await ask(api, acme.secrets.ADMIN, MARK, admin);
    expect(await ask(api, acme.secrets.VIEWER, FAULTS, { id })).toEqual({
      rollout: {
        fault: 'SIMULATOR',
        faultHistory: {
          nodes: [
            { index: 1, fault: 'SIMULATOR', comment: 'The user changed its mind.', keyName: 'ADMIN' },
            { index: 0, fault: 'AGENT', comment: 'It booked the wrong flight.', keyName: 'MEMBER' },
          ],
        },
      },
    });
    await mark(id, 'NONE');
    expect(await ask(api, acme.secrets.VIEWER, FAULTS, { id })).toMatchObject({
      rollout: {
        fault: null,
        faultHistory: { nodes: [{ fault: 'NONE' }, { fault: 'SIMULATOR' }, { fault: 'AGENT' }] },
      },
    });
  });

  it('of marks that come at once are all kept, each with a place of its own', async () => {
    const id = rolloutIds[0]!;
    await Promise.all(Array.from({ length: 8 }, (_, i) => mark(id, i % 2 === 0 ? 'AGENT' : 'TASK')));
    const indexes = valueAt(await ask(api, acme.secrets.VIEWER, FAULTS, { id }), 'rollout.faultHistory.nodes') as {
      index: number;
    }[];
    expect(indexes.map(({ index }) => index)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('are refused for a rollout that solved its task, beyond the longest comment and the longest history', async () => {
    const passed = await mark(rolloutIds[1]!, 'TASK');
    expect(codeOf(passed)).toBe('INVALID_INPUT');
    expect(passed.errors?.[0]?.message).toContain('only failures can be marked');
    expect(codeOf(await mark(rolloutIds[1]!, 'NONE'))).toBeNull();
    expect(codeOf(await mark(rolloutIds[0]!, 'TASK', 'x'.repeat(10_001)))).toBe('LIMIT_EXCEEDED');
    const { key } = await api.database.inTenant(acme.id, (stores) => stores.apiKeys.issue('judge', 'MEMBER'));
    await api.database.inTenant(acme.id, async (stores) => {
      const one = { rolloutId: rolloutIds[2]!, fault: 'AGENT', comment: '', apiKeyId: key.id } as const;
      for (let i = 0; i < 100; i += 1) await stores.rolloutFaults.add(one);
    });
    expect(codeOf(await mark(rolloutIds[2]!, 'TASK'))).toBe('LIMIT_EXCEEDED');
  });

  it('leave rollouts out of an evaluation that asks for it, which says how many and which', async () => {
    await mark(rolloutIds[0]!, 'SIMULATOR');
    await mark(rolloutIds[2]!, 'AGENT');
    await mark(rolloutIds[6]!, 'TASK');
    const whole = await ask(api, acme.secrets.VIEWER, READ, { id: await evaluate({}) });
    expect(whole).toMatchObject({
      evaluation: { report: { passRate: { value: 0.5 }, exclusion: { count: 0, note: null, rollouts: [] } } },
    });
    const part = await ask(api, acme.secrets.VIEWER, READ, {
      id: await evaluate({ excludedFaults: ['SIMULATOR', 'TASK'] }),
    });
    expect(part).toMatchObject({
      evaluation: {
        report: {
          passRate: { value: 4 / 6 },
          coverage: { attempted: 6 },
          exclusion: {
            excludedFaults: ['SIMULATOR', 'TASK'],
            count: 2,
            isTruncated: false,
            rollouts: [
              { externalId: '1', trial: 0, fault: 'SIMULATOR' },
              { externalId: '2', trial: 2, fault: 'TASK' },
            ],
          },
        },
      },
    });
    expect(textAt(part, 'evaluation.report.exclusion.note')).toContain(
      '2 rollouts with fault SIMULATOR, TASK are excluded',
    );
  });

  it('are chosen through the API by withoutFaults', async () => {
    await mark(rolloutIds[0]!, 'TASK');
    const answer = await ask(
      api,
      acme.secrets.MEMBER,
      'mutation($input: StartEvaluationInput!) { startEvaluation(input: $input) { id settingsJson } }',
      {
        input: { source: { recorded: { experimentId, policyName: 'gpt-4o' } }, settings: { withoutFaults: ['TASK'] } },
      },
    );
    expect(JSON.parse(textAt(answer, 'startEvaluation.settingsJson'))).toMatchObject({ excludedFaults: ['TASK'] });
  });

  it('and rollouts that change are named when an evaluation is computed again; else it has the same bytes', async () => {
    const plain = await evaluate({});
    const without = await evaluate({ excludedFaults: ['TASK'] });
    const stored = await ask(api, acme.secrets.VIEWER, READ, { id: plain });
    expect(await ask(api, acme.secrets.VIEWER, RECOMPUTE, { id: plain })).toEqual({
      recomputeEvaluation: {
        isSame: true,
        reportHash: valueAt(stored, 'evaluation.reportHash'),
        reportJson: valueAt(stored, 'evaluation.reportJson'),
        differences: [],
      },
    });
    const partsOf = async (id: string) => {
      const answer = await ask(api, acme.secrets.VIEWER, RECOMPUTE, { id });
      const differences = valueAt(answer, 'recomputeEvaluation.differences') as { part: string }[];
      return { isSame: valueAt(answer, 'recomputeEvaluation.isSame'), parts: differences.map(({ part }) => part) };
    };
    await mark(rolloutIds[0]!, 'TASK');
    expect(await partsOf(plain)).toEqual({ isSame: true, parts: ['FAULTS'] });
    expect(await partsOf(without)).toEqual({ isSame: false, parts: ['FAULTS', 'REPORT'] });
    await ingestRollouts(api.database, acme.id, experimentId, sampleRows(['3'], 1));
    expect(await partsOf(plain)).toEqual({ isSame: false, parts: ['TASKS', 'OUTCOMES', 'FAULTS', 'REPORT'] });
  });
});
