import { randomUUID } from 'node:crypto';
import type { FamilyName } from '../../../src/environment/airline/generator/families/family-name';
import type { Collection } from '../../../src/model/collection/collection.model';
import type { Rollout } from '../../../src/model/rollouts/rollout.model';
import type { TenantDatabase } from '../../../src/persistence/tenant-database';
import type { CollectionChoice } from '../../../src/services/collection/collection-settings';
import { createPolicy } from '../../../src/services/players/create-policy';
import { generateTaskSet } from '../../../src/services/tasks/create-task-set';
import { Environments } from '../../../src/services/worlds/environments';
import { createUserSimulator } from '../../../src/services/players/create-user-simulator';
import { type PolicySpec, scriptedPolicySpec } from '../../../src/services/players/policy-spec';
import type { SimulatorSpec } from '../../../src/services/players/simulator-spec';
import { startCollection } from '../../../src/services/collection/start-collection';
import { LISTS } from '../../../src/persistence/lists/lists';
import { readRows } from '../../support/read-rows';

/** Where collections are tried: an experiment of an organization. */
export type CollectionPlace = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly experimentId: string;
};

/** Families whose conversations are short. */
const FAMILIES: readonly FamilyName[] = ['look-up', 'cancel-allowed', 'bags'];

export type TrialCollection = {
  readonly tasks: number;
  readonly settings: CollectionChoice;
  readonly policy?: PolicySpec;
  readonly simulator?: SimulatorSpec;
};

/** Starts a collection of generated tasks, by default of the reference agent and the scripted user. */
export async function startTrialCollection(
  { database, tenantId, experimentId }: CollectionPlace,
  { tasks, settings, policy, simulator }: TrialCollection,
): Promise<Collection> {
  const taskSet = await generateTaskSet(
    { database, tenantId, environments: new Environments(null) },
    {
      name: 'tasks',
      version: 'v1',
      worldSize: 'SMALL',
      worldSeed: 5,
      taskSeed: 6,
      size: tasks,
      split: 'train',
      families: FAMILIES,
      idempotencyKey: null,
    },
  );
  const { id: policyId } = await createPolicy(database, tenantId, {
    name: `policy ${randomUUID()}`,
    spec: policy ?? scriptedPolicySpec('GOLDEN', 0.1),
    idempotencyKey: null,
  });
  const { id: userSimulatorId } = await createUserSimulator(database, tenantId, {
    name: `user ${randomUUID()}`,
    spec: simulator ?? { kind: 'SCRIPTED' },
    idempotencyKey: null,
  });
  return startCollection(database, tenantId, {
    experimentId,
    taskSetId: taskSet.id,
    policyId,
    userSimulatorId,
    settings,
    idempotencyKey: null,
  });
}

/** The rollouts of a collection by task and trial. */
export async function readCollected({ database, tenantId }: CollectionPlace, collectionId: string): Promise<Rollout[]> {
  const rollouts = await database.inTenant(tenantId, (stores) =>
    readRows(stores, LISTS.rolloutsOfCollection, collectionId),
  );
  return [...rollouts].sort((a, b) => (a.taskId === b.taskId ? a.trial - b.trial : a.taskId < b.taskId ? -1 : 1));
}
