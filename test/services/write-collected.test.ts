import { playConversation } from '../../src/conversation/play-conversation';
import { createGoldenPolicy } from '../../src/policy/scripted/golden-policy';
import { toCollectedRollout } from '../../src/services/collection/collected-rollout';
import { createExperiment } from '../../src/services/experiments/create-experiment';
import { loadTaskSet } from '../../src/services/tasks/load-task-set';
import { Environments } from '../../src/services/worlds/environments';
import { writeCollected } from '../../src/services/collection/write-collected';
import { createScriptedUser } from '../../src/simulators/scripted-user';
import { createTestTenant, type TestTenant } from '../support/tenant';
import { readCollected, startTrialCollection } from '../worker/support/collections';

describe('writeCollected', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await createTestTenant();
  });
  afterAll(() => tenant.close());

  it('does what follows a rollout once, also when a write whose end was not heard of is written again', async () => {
    const { database, tenantId } = tenant;
    const input = { name: 'written twice', description: '', idempotencyKey: null };
    const place = { database, tenantId, experimentId: (await createExperiment(database, tenantId, input)).id };
    const collection = await startTrialCollection(place, { tasks: 1, settings: { trials: 1 } });
    const { environment, brief, tasks } = await loadTaskSet(
      { database, tenantId, environments: new Environments(null) },
      collection.taskSetId,
    );
    const task = tasks[0]!;
    const played = await playConversation({
      environment,
      brief,
      task,
      trial: 0,
      policy: createGoldenPolicy({ tasks: new Map([[task.task.externalId, task]]), errorRate: 0 }),
      simulator: createScriptedUser(),
      seed: 1,
      maxTurns: 40,
      deadlineMs: 60_000,
      signal: new AbortController().signal,
    });
    const followed: string[] = [];
    const finished = {
      rollout: toCollectedRollout(collection, { task, trial: 0 }, played),
      afterWrite: (_stores: unknown, rolloutId: string) => Promise.resolve(void followed.push(rolloutId)),
    };
    for (let i = 0; i < 2; i += 1) {
      await database.inTenant(tenantId, (stores) => writeCollected(stores, collection, [finished]));
    }
    const stored = await readCollected(place, collection.id);
    expect(stored).toHaveLength(1);
    expect(followed).toEqual(stored.map(({ id }) => id));
  });
});
