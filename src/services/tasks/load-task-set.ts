import type { PlayableTask } from '../../conversation/playable-task';
import { InvalidInputError } from '../../errors';
import type { TaskSet } from '../../model/tasks/task-set.model';
import type { TaskChoice } from '../../persistence/stores/tasks/task-set-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { Environments } from '../worlds/environments';
import type { OpenEnvironment } from '../worlds/open-environment';
import { readPlayableTask } from './playable-task-rows';
import { environmentFormat } from '../worlds/stored-environment';

/** Where task sets come from; a JobContext is one. */
export type TaskSetSource = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly environments: Environments;
};

/** A task with the id of its row. */
export type LoadedTask = PlayableTask & { readonly id: string };

/** Everything that playing the tasks of a set needs. */
export type LoadedTaskSet = OpenEnvironment & { readonly taskSet: TaskSet; readonly tasks: readonly LoadedTask[] };

export const ALL_TASKS: TaskChoice = { split: null, families: null, limit: null };

/**
 * Tasks of a sealed set with the world that they are played in. Opens a unit of its own, because the world is made or read
 * outside of it.
 *
 * @param choice which tasks; all when left out
 * @throws NotFoundError for a set that the organization does not have
 * @throws InvalidInputError for a set that is only recorded, and when the world cannot be had again
 */
export async function loadTaskSet(
  { database, tenantId, environments }: TaskSetSource,
  taskSetId: string,
  choice: TaskChoice = ALL_TASKS,
): Promise<LoadedTaskSet> {
  const { taskSet, rows } = await database.inTenant(tenantId, async (stores) => {
    const taskSet = await stores.taskSets.get(taskSetId);
    requirePlayable(taskSet);
    return { taskSet, rows: await stores.taskSets.findTasks(taskSetId, choice) };
  });
  const stored = environmentFormat.read(taskSet.environmentJson!, taskSet.id);
  const opened = await environments.open(stored);
  const tasks = rows.map((row) => {
    const task = readPlayableTask(row);
    if (task === null) throw new Error(`task ${row.id} of a set that can be played has no details`);
    return { ...task, id: row.id };
  });
  return { ...opened, taskSet, tasks };
}

/** @throws InvalidInputError for a set whose tasks are only recorded */
export function requirePlayable(taskSet: TaskSet): void {
  if (taskSet.environmentJson !== null) return;
  throw new InvalidInputError(
    `task set "${taskSet.name}" is recorded, not playable; generate one or import the benchmark's folder`,
  );
}
