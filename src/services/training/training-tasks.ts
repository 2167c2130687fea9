import { InvalidInputError } from '../../errors';
import type { Task } from '../../model/tasks/task.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { createScriptedUser } from '../../simulators/scripted-user';
import type { Stage } from '../../training/stage';
import { type LoadedTask, loadTaskSet, requirePlayable, type TaskSetSource } from '../tasks/load-task-set';
import { readPlayableTask } from '../tasks/playable-task-rows';
import type { TrainingTaskChoice } from './training-settings';

/** Tasks that a run plays, with the world in which they are played. */
export type StagedTasks = {
  readonly stage: Stage;
  readonly tasks: readonly LoadedTask[];
  readonly contentHash: string;
};

/** Max number of tasks of a run, and of its validation. */
export const MAX_TRAINING_TASKS = 2000;

/** Parts of a reward that can be computed from the conversation alone. */
const COMPUTABLE = ['DB', 'COMMUNICATE'];

export type ChosenTasks = {
  readonly taskSetId: string;
  readonly tasks: TrainingTaskChoice;
  /** Null: no validation. */
  readonly validationTaskSetId: string | null;
  readonly validationTasks: TrainingTaskChoice;
};

/**
 * @throws NotFoundError for a set that the organization does not have
 * @throws InvalidInputError for no tasks or too many, for tasks whose reward cannot be computed, or if a task is used
 *   for both training and validation
 */
export async function requireTrainingTasks(stores: TenantStores, chosen: ChosenTasks): Promise<void> {
  const training = await findTasks(stores, chosen.taskSetId, chosen.tasks, 'tasks');
  if (chosen.validationTaskSetId === null) return;
  const validation = await findTasks(stores, chosen.validationTaskSetId, chosen.validationTasks, 'validationTasks');
  const learned = new Set(training.map(({ contentHash }) => contentHash));
  const both = validation.find(({ contentHash }) => learned.has(contentHash));
  if (both === undefined) return;
  throw new InvalidInputError(
    `validationTasks: task ${both.externalId} is also a training task; choose another split or set`,
  );
}

/** Loads the chosen tasks with the world in which they are played. Opens its own units of work. */
export async function stageTasks(
  source: TaskSetSource,
  taskSetId: string,
  choice: TrainingTaskChoice,
): Promise<StagedTasks> {
  const { environment, brief, tasks, taskSet } = await loadTaskSet(source, taskSetId, choice);
  const stage = { environment, brief, simulator: createScriptedUser() };
  return { stage, tasks, contentHash: taskSet.contentHash ?? '' };
}

async function findTasks(
  stores: TenantStores,
  taskSetId: string,
  choice: TrainingTaskChoice,
  field: string,
): Promise<Task[]> {
  const taskSet = await stores.taskSets.get(taskSetId);
  requirePlayable(taskSet);
  const rows = await stores.taskSets.findTasks(taskSetId, choice);
  if (rows.length < 1 || rows.length > MAX_TRAINING_TASKS) {
    const words = `split ${choice.split ?? '(any)'} and family ${choice.families?.join(' or ') ?? '(any)'}`;
    throw new InvalidInputError(
      `${field}: task set "${taskSet.name}" has ${rows.length} tasks of ${words}; expected 1 to ${MAX_TRAINING_TASKS}`,
    );
  }
  for (const row of rows) {
    const judged = readPlayableTask(row)?.task.rewardBasis.find((part) => !COMPUTABLE.includes(part));
    if (judged === undefined) continue;
    throw new InvalidInputError(
      `task ${row.externalId}: its reward depends on ${judged}, which only a judge can decide`,
    );
  }
  return rows;
}
