import { InvalidInputError } from '../../errors';
import type { Task } from '../../model/tasks/task.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { createScriptedUser } from '../../simulators/scripted-user';
import type { Stage } from '../../training/stage';
import { type LoadedTask, loadTaskSet, requirePlayable, type TaskSetSource } from '../tasks/load-task-set';
import { readPlayableTask } from '../tasks/playable-task-rows';
import type { TrainingTaskChoice } from './training-settings';

/** Tasks that a run plays, with the world that they are played in. */
export type StagedTasks = {
  readonly stage: Stage;
  readonly tasks: readonly LoadedTask[];
  readonly contentHash: string;
};

/** Most tasks of a run, and of its validation. */
export const MAX_TRAINING_TASKS = 2000;

/** Parts of a reward that follow from the conversation alone. */
const COMPUTABLE = ['DB', 'COMMUNICATE'];

export type ChosenTasks = {
  readonly taskSetId: string;
  readonly tasks: TrainingTaskChoice;
  /** Null: nothing is validated. */
  readonly validationTaskSetId: string | null;
  readonly validationTasks: TrainingTaskChoice;
};

/**
 * @throws NotFoundError for a set that the organization does not have
 * @throws InvalidInputError for no tasks or too many, for tasks whose reward cannot be computed, and when a task would both
 *   be learned from and validated on
 */
export async function requireTrainingTasks(stores: TenantStores, chosen: ChosenTasks): Promise<void> {
  const training = await findTasks(stores, chosen.taskSetId, chosen.tasks, 'tasks');
  if (chosen.validationTaskSetId === null) return;
  const validation = await findTasks(stores, chosen.validationTaskSetId, chosen.validationTasks, 'validationTasks');
  const learned = new Set(training.map(({ contentHash }) => contentHash));
  const both = validation.find(({ contentHash }) => learned.has(contentHash));
  if (both === undefined) return;
  throw new InvalidInputError(
    `validationTasks: task ${both.externalId} is among the tasks that are learned from; choose another split or set`,
  );
}

/** The chosen tasks with the world that they are played in. Opens units of its own. */
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
    throw new InvalidInputError(`task ${row.externalId}: its reward rests on ${judged}, which only a judge can decide`);
  }
  return rows;
}
