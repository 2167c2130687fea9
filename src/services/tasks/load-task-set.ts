import type { PlayableTask } from '../../conversation/playable-task';
import { InvalidInputError } from '../../errors';
import type { TaskSet } from '../../model/tasks/task-set.model';
import type { TaskChoice } from '../../persistence/stores/tasks/task-set-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { Environments } from '../worlds/environments';
import type { OpenEnvironment } from '../worlds/open-environment';
import { readPlayableTask } from './playable-task-rows';
import { environmentFormat } from '../worlds/stored-environment';

/** Source of task sets, e.g. a JobContext. */
export type TaskSetSource = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly environments: Environments;
};

/** A task with the id of its row. */
export type LoadedTask = PlayableTask & { readonly id: string };

/** Everything needed to play the tasks of a set. */
export type LoadedTaskSet = OpenEnvironment & { readonly taskSet: TaskSet; readonly tasks: readonly LoadedTask[] };

export const ALL_TASKS: TaskChoice = { split: null, families: null, limit: null };

/**
 * Loads tasks of a sealed set with the world in which they are played. Opens its own unit of work, because the world is
 * generated or read outside it.
 *
 * @param choice restricts the tasks; default: all
 * @throws NotFoundError for a set that the organization does not have
 * @throws InvalidInputError for a set that is only recorded, or if the world cannot be restored
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
    if (task === null) throw new Error(`task ${row.id} of a playable set has no details`);
    return { ...task, id: row.id };
  });
  return { ...opened, taskSet, tasks };
}

/** @throws InvalidInputError for a set with recorded tasks only */
export function requirePlayable(taskSet: TaskSet): void {
  if (taskSet.environmentJson !== null) return;
  throw new InvalidInputError(
    `task set "${taskSet.name}" is recorded, not playable; generate one or import the benchmark's folder`,
  );
}
