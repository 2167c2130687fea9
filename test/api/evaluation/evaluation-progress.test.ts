import { setTimeout as sleep } from 'node:timers/promises';
import { ComputePool } from '../../../src/compute/compute-pool';
import { evaluationStream } from '../../../src/events/streams';
import type { Collection } from '../../../src/model/collection/collection.model';
import { JOBS } from '../../../src/services/job-registry';
import { cancelCollection } from '../../../src/services/collection/cancel-collection';
import { lookAtEvaluation } from '../../../src/services/evaluation/look-at-evaluation';
import { startEvaluation } from '../../../src/services/evaluation/start-evaluation';
import { toNewRollout } from '../../../src/services/rollouts/new-rollout';
import { startCollection } from '../../../src/services/collection/start-collection';
import { writeCollected } from '../../../src/services/collection/write-collected';
import { startTestApi, type TestApi, type TestOrganization, valueAt } from '../support/api-server';
import { addCollection } from '../support/collection-rows';
import { sampleRollout } from '../support/sample-rollouts';
import { type Heard, listen, openSocket } from '../support/web-socket';
import { startTestWorker } from '../support/worker';

const FOLLOW = `subscription($id: ID!, $since: Int) { evaluationProgress(id: $id, since: $since) {
  __typename seq kind state evaluation { id interimAnalysisCount report { passRate { value } } }
  ... on EvaluationEndedEvent { errorMessage }
  ... on EvaluationInterimEvent { analysis {
    number isInterim note tasksEnded tasksRunning plannedTasks tasksIncomplete rolloutsAttempted rolloutsPlanned
    passHatK { k alwaysValid { low high } fixedSample { value percentile { low high } reason } } } } } }`;

describe('the progress of an evaluation', () => {
  let api: TestApi;
  let acme: TestOrganization;

  beforeAll(async () => {
    api = await startTestApi();
    acme = await api.addOrganization('acme');
  });
  afterAll(() => api.stop());

  /** A collection of 2 tasks, and an evaluation that waits for it; no worker plays it. */
  async function start(trials: number): Promise<{ collection: Collection; evaluationId: string }> {
    const { collectionId, ...players } = await addCollection(api, acme.id);
    const { experimentId } = await api.database.inTenant(acme.id, (stores) => stores.collections.get(collectionId));
    const collection = await startCollection(api.database, acme.id, {
      experimentId,
      ...players,
      settings: { trials },
      idempotencyKey: null,
    });
    const { id } = await startEvaluation(api.database, acme.id, {
      source: { kind: 'COLLECTION', collectionId: collection.id },
      settings: { bootstrapDraws: 100 },
      idempotencyKey: null,
    });
    return { collection, evaluationId: id };
  }

  /** Writes rollouts of a collection, as a worker does. */
  async function write(collection: Collection, places: readonly (readonly [task: number, trial: number])[]) {
    await api.database.inTenant(acme.id, async (stores) => {
      const tasks = await stores.taskSets.findTasks(collection.taskSetId, { split: null, families: null, limit: null });
      const { experimentId, policyId, userSimulatorId, id: collectionId } = collection;
      const batch = places.map(([task, trial]) => ({
        rollout: toNewRollout(sampleRollout(tasks[task]!.externalId, trial), {
          experimentId,
          policyId,
          userSimulatorId,
          taskId: tasks[task]!.id,
          identity: `${collectionId} ${task} ${trial}`,
          clientId: null,
          contentHash: 'a'.repeat(64),
          collected: {
            collectionId,
            agentCost: null,
            simulatorCost: null,
            simulatorInputTokens: null,
            simulatorOutputTokens: null,
          },
        }),
      }));
      await writeCollected(stores, collection, batch);
    });
  }

  async function untilTold(id: string, seq: number): Promise<void> {
    const deadline = performance.now() + 20_000;
    for (;;) {
      const last = await api.database.inTenant(acme.id, (stores) => stores.events.readLastSeq(evaluationStream(id)));
      if (last >= seq) return;
      if (performance.now() > deadline) throw new Error(`evaluation ${id} had ${last} events`);
      await sleep(20);
    }
  }

  const eventOf = ({ data, errors }: Heard): unknown => {
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return valueAt(data, 'evaluationProgress');
  };

  it('is heard in looks that are labelled as such, and ends with the report', async () => {
    const { collection, evaluationId } = await start(2);
    const client = openSocket(api, acme.secrets.VIEWER);
    const heard = listen(client, FOLLOW, { id: evaluationId });
    await write(collection, [
      [0, 0],
      [0, 1],
    ]);
    await untilTold(evaluationId, 2);
    // Looks and events of progress have a shortest interval.
    await sleep(1100);
    await write(collection, [
      [1, 0],
      [1, 1],
    ]);
    await untilTold(evaluationId, 3);
    await cancelCollection(api.database, acme.id, { id: collection.id, jobs: JOBS });
    const worker = await startTestWorker(api);
    try {
      const events = (await heard).map(eventOf);
      expect(events).toMatchObject([
        { seq: 1, __typename: 'EvaluationStartedEvent', kind: 'STARTED', state: 'COLLECTING' },
        {
          seq: 2,
          kind: 'INTERIM_ANALYSIS',
          analysis: { number: 1, isInterim: true, tasksEnded: 1, rolloutsAttempted: 2, rolloutsPlanned: 4 },
        },
        { seq: 3, analysis: { number: 2, tasksEnded: 2, tasksRunning: 0, plannedTasks: 2, rolloutsAttempted: 4 } },
        {
          seq: 4,
          __typename: 'EvaluationEndedEvent',
          kind: 'ENDED',
          state: 'SUCCEEDED',
          errorMessage: null,
          evaluation: { id: evaluationId, interimAnalysisCount: 2, report: { passRate: { value: 0.5 } } },
        },
      ]);
      expect(valueAt(events[2], 'analysis.passHatK.0')).toMatchObject({
        k: 1,
        fixedSample: { value: 0.5 },
        alwaysValid: { low: 0, high: 1 },
      });
      expect(valueAt(events[1], 'analysis.note')).toContain('alwaysValid intervals are valid at all interim analyses');
      // Whoever comes later hears the same, and from where he was.
      const later = await listen(client, FOLLOW, { id: evaluationId, since: 2 });
      expect(later.map(eventOf)).toMatchObject([{ seq: 3 }, { seq: 4 }]);
      expect(await listen(client, FOLLOW, { id: evaluationId, since: 4 })).toEqual([]);
    } finally {
      await client.dispose();
      await worker.close();
    }
  });

  it('has no look without new rollouts, and counts one look for all who look at once', async () => {
    const { collection, evaluationId } = await start(1);
    const compute = new ComputePool(2);
    const place = { database: api.database, tenantId: acme.id, compute };
    const looks = async () =>
      (await api.database.inTenant(acme.id, (stores) => stores.evaluations.get(evaluationId))).lookCount;
    try {
      await lookAtEvaluation(place, evaluationId);
      expect(await looks()).toBe(0);
      await write(collection, [[0, 0]]);
      await Promise.all([1, 2, 3].map(() => lookAtEvaluation(place, evaluationId)));
      expect(await looks()).toBe(1);
      await sleep(1100);
      await lookAtEvaluation(place, evaluationId);
      expect(await looks()).toBe(1);
    } finally {
      compute.close();
    }
  });
});
