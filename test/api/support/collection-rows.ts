import { randomUUID } from 'node:crypto';
import { createPolicy } from '../../../src/services/players/create-policy';
import { generateTaskSet } from '../../../src/services/tasks/create-task-set';
import { Environments } from '../../../src/services/worlds/environments';
import { createUserSimulator } from '../../../src/services/players/create-user-simulator';
import { scriptedPolicySpec } from '../../../src/services/players/policy-spec';
import { startCollection } from '../../../src/services/collection/start-collection';
import type { TestApi } from './api-server';

/** A collection and what it is made of. */
export type CollectionRows = {
  readonly taskSetId: string;
  readonly policyId: string;
  readonly userSimulatorId: string;
  readonly collectionId: string;
};

/** Starts a collection of 2 rollouts in an experiment of its own. */
export async function addCollection({ database }: TestApi, tenantId: string): Promise<CollectionRows> {
  const { id: experimentId } = await database.inTenant(tenantId, (stores) =>
    stores.experiments.create(`collected ${randomUUID()}`, ''),
  );
  const taskSet = await generateTaskSet(
    { database, tenantId, environments: new Environments(null) },
    {
      name: `tasks ${randomUUID()}`,
      version: 'v1',
      worldSize: 'SMALL',
      worldSeed: 1,
      taskSeed: 1,
      size: 2,
      split: 'train',
      families: ['look-up'],
      idempotencyKey: null,
    },
  );
  const name = randomUUID();
  const spec = scriptedPolicySpec('GOLDEN', 0);
  const { id: policyId } = await createPolicy(database, tenantId, { name, spec, idempotencyKey: null });
  const { id: userSimulatorId } = await createUserSimulator(database, tenantId, {
    name,
    spec: { kind: 'SCRIPTED' },
    idempotencyKey: null,
  });
  const references = { experimentId, taskSetId: taskSet.id, policyId, userSimulatorId };
  const { id: collectionId } = await startCollection(database, tenantId, {
    ...references,
    settings: { trials: 1 },
    idempotencyKey: null,
  });
  return { taskSetId: taskSet.id, policyId, userSimulatorId, collectionId };
}
