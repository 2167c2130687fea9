import { LimitExceededError } from '../../errors';
import type { Evaluation } from '../../model/evaluation/evaluation.model';
import type { OutcomeRow } from '../../persistence/stores/evaluation/outcome-store';
import type { TenantStores } from '../../persistence/tenant-stores';
import { collectionSettingsFormat } from '../collection/collection-settings';
import { selectionOf } from './recorded-filter';

/** Max rollouts in a synchronous computation; jobs have no such limit. */
export const MAX_OUTCOMES_PER_REQUEST = 100_000;

/** What identifies a task in an evaluation. */
export type OutcomeTask = Pick<OutcomeRow, 'taskId' | 'externalId' | 'contentHash' | 'isDescribed'>;

/** The attempted rollouts of an evaluation, and the tasks that it covers. */
export type LoadedOutcomes = {
  readonly rows: readonly OutcomeRow[];
  /** All tasks of the collection, attempted or not. For recorded rollouts: the tasks that have rollouts. */
  readonly tasks: readonly OutcomeTask[];
};

/** Loads the inputs of an evaluation from the current rows. */
export async function loadOutcomes(stores: TenantStores, evaluation: Evaluation): Promise<LoadedOutcomes> {
  const rows = await stores.outcomes.read(selectionOf(evaluation));
  const planned = evaluation.collectionId === null ? [] : await readPlannedTasks(stores, evaluation.collectionId);
  const tasks = new Map<string, OutcomeTask>();
  for (const task of [...planned, ...rows]) {
    const { taskId, externalId, contentHash, isDescribed } = task;
    if (!tasks.has(taskId)) tasks.set(taskId, { taskId, externalId, contentHash, isDescribed });
  }
  return { rows, tasks: [...tasks.values()] };
}

/**
 * `loadOutcomes` with the limit of a synchronous request.
 *
 * @param alreadyLoaded rollouts already loaded for other evaluations of the request
 * @throws LimitExceededError for more than MAX_OUTCOMES_PER_REQUEST rollouts
 */
export async function loadLimitedOutcomes(
  stores: TenantStores,
  evaluation: Evaluation,
  alreadyLoaded = 0,
): Promise<LoadedOutcomes> {
  const count = alreadyLoaded + (await stores.outcomes.count(selectionOf(evaluation)));
  if (count > MAX_OUTCOMES_PER_REQUEST) {
    throw new LimitExceededError(
      `evaluation ${evaluation.id} brings the request to ${count} rollouts; a request can compute on at most ` +
        `${MAX_OUTCOMES_PER_REQUEST}`,
    );
  }
  return loadOutcomes(stores, evaluation);
}

async function readPlannedTasks(stores: TenantStores, collectionId: string): Promise<OutcomeTask[]> {
  const collection = await stores.collections.get(collectionId);
  const { taskSetId } = collection;
  const { split, families, taskLimit } = collectionSettingsFormat.readRow(collection, collection.settingsJson);
  const rows = await stores.taskSets.findTasks(taskSetId, { split, families, limit: taskLimit });
  return rows.map(({ id, externalId, contentHash, instruction }) => ({
    taskId: id,
    externalId,
    contentHash,
    isDescribed: instruction !== '',
  }));
}
