import type { Collection } from '../../model/collection/collection.model';
import { type CollectionSettings, collectionSettingsFormat } from './collection-settings';
import type { Slot } from './collected-rollout';
import { type LoadedTaskSet, loadTaskSet, type TaskSetSource } from '../tasks/load-task-set';
import type { PolicySpec } from '../players/policy-spec';
import { requireRunnablePolicy, requireRunnableSimulator } from '../players/runnable-players';
import type { SimulatorSpec } from '../players/simulator-spec';

/** A shard with everything needed to play it; `tasks` are the tasks of its slots. */
export type LoadedShard = LoadedTaskSet & {
  readonly collection: Collection;
  readonly settings: CollectionSettings;
  readonly policySpec: PolicySpec;
  readonly simulatorSpec: SimulatorSpec;
  readonly simulatorVersion: string;
  readonly slotCount: number;
  /** The slots without a rollout, in order. */
  readonly missing: readonly Slot[];
};

/**
 * Loads a shard and determines which of its slots are filled. @throws NotFoundError, InvalidInputError as loadTaskSet
 */
export async function loadShard(
  source: TaskSetSource,
  { collectionId, shardIndex }: { readonly collectionId: string; readonly shardIndex: number },
): Promise<LoadedShard> {
  const { database, tenantId } = source;
  const found = await database.inTenant(tenantId, async (stores) => {
    const collection = await stores.collections.get(collectionId);
    const shard = await stores.collections.getShard(collectionId, shardIndex);
    const policy = await stores.players.getPolicy(collection.policyId);
    const simulator = await stores.players.getUserSimulator(collection.userSimulatorId);
    return { collection, shard, policy, simulator };
  });
  const { collection, shard, policy, simulator } = found;
  const settings = collectionSettingsFormat.readRow(collection, collection.settingsJson);
  const { split, families, trials } = settings;
  const firstTask = Math.floor(shard.firstSlot / trials);
  const lastTask = Math.floor((shard.firstSlot + shard.slotCount - 1) / trials);
  const range = { offset: firstTask, limit: lastTask - firstTask + 1 };
  const loaded = await loadTaskSet(source, collection.taskSetId, { split, families, ...range });
  const slots = Array.from({ length: shard.slotCount }, (_, i): Slot => {
    const slot = shard.firstSlot + i;
    return { task: loaded.tasks[Math.floor(slot / trials) - firstTask]!, trial: slot % trials };
  });
  const filled = await database.inTenant(tenantId, (stores) =>
    stores.collections.findFilledSlots(
      collectionId,
      loaded.tasks.map((task) => task.id),
    ),
  );
  const isFilled = new Set(filled.map(({ taskId, trial }) => `${taskId} ${trial}`));
  return {
    ...loaded,
    collection,
    settings,
    policySpec: requireRunnablePolicy(policy),
    simulatorSpec: requireRunnableSimulator(simulator),
    simulatorVersion: simulator.version,
    slotCount: shard.slotCount,
    missing: slots.filter(({ task, trial }) => !isFilled.has(`${task.id} ${trial}`)),
  };
}
