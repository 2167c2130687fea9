import type { PlayableTask } from '../../conversation/playable-task';
import { InvalidInputError } from '../../errors';

/** A task that a scripted policy was given. @throws InvalidInputError when it was not */
export function requireTask(tasks: ReadonlyMap<string, PlayableTask>, taskId: string): PlayableTask {
  const task = tasks.get(taskId);
  if (task === undefined) throw new InvalidInputError(`the scripted policy does not know the task ${taskId}`);
  return task;
}
