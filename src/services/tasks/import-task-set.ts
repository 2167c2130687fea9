import { readAirlineTasks } from '../../environment/airline/readers/airline-folder';
import type { AirlineTaskSet } from '../../environment/airline/tasks';
import type { AirlineVersion } from '../../environment/airline/world/world';
import { InvalidInputError } from '../../errors';
import type { TaskSet } from '../../model/tasks/task-set.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import { requireText, TEXTS } from '../../stored-text';
import { storeTaskSet } from './create-task-set';
import { airlineFolderOf, readFolderEnvironment } from '../worlds/open-environment';
import { toNewPlayableTask } from './playable-task-rows';

export type ImportTaskSetCommand = {
  readonly name: string;
  /** Folder of the airline domain of tau-bench (v1) or tau2-bench (v2). */
  readonly folder: string;
  readonly version: AirlineVersion;
  /** Only the tasks of this split; null for all. */
  readonly split: string | null;
  readonly idempotencyKey: string | null;
};

/**
 * Stores the tasks of a benchmark folder as the next version of the name. The world stays in the folder: workers read
 * it from TURNWISE_BENCHMARK_DATA and verify its hash.
 *
 * @throws InvalidInputError if a file is missing or malformed, or there is no such split
 */
export async function importTaskSet(
  database: TenantDatabase,
  tenantId: string,
  input: ImportTaskSetCommand,
): Promise<TaskSet> {
  const { name, folder, version, split, idempotencyKey } = input;
  requireText('name', name, TEXTS.name);
  const { worldHash } = await readFolderEnvironment(folder, version);
  const set = await readAirlineTasks(airlineFolderOf(folder, version), version);
  const chosen = split === null ? null : idsOfSplit(set, split);
  const rows = set.tasks
    .filter((task) => chosen === null || chosen.has(task.externalId))
    .map((task) => {
      const playable = { task, facts: null, traps: [], family: null };
      return toNewPlayableTask(playable, split ?? smallestSplitOf(set, task.externalId));
    });
  return storeTaskSet(database, tenantId, {
    name,
    environment: { kind: 'FOLDER', version, worldHash },
    rows,
    call: { operation: 'importTaskSet', key: idempotencyKey, input: { name, version, split, worldHash } },
  });
}

function idsOfSplit({ splits }: AirlineTaskSet, split: string): Set<string> {
  const ids = splits[split];
  if (ids === undefined) {
    throw new InvalidInputError(`split: there is no "${split}"; expected one of ${Object.keys(splits).join(', ')}`);
  }
  return new Set(ids);
}

/** The most specific split: in v2, every task is in `base`, and also in `train` or `test`. */
function smallestSplitOf({ splits }: AirlineTaskSet, externalId: string): string | null {
  const of = Object.entries(splits).filter(([, ids]) => ids.includes(externalId));
  return of.sort(([, a], [, b]) => a.length - b.length)[0]?.[0] ?? null;
}
