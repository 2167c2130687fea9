import type { PlayableTask } from '../../conversation/playable-task';
import { InvalidInputError } from '../../errors';

/** Looks up a task of a scripted policy. @throws InvalidInputError when the policy does not have it */
export function requireTask(tasks: ReadonlyMap<string, PlayableTask>, taskId: string): PlayableTask {
  const task = tasks.get(taskId);
  if (task === undefined) throw new InvalidInputError(`the scripted policy does not know the task ${taskId}`);
  return task;
}
