import { InvalidInputError } from '../../../errors';

/** Rollouts sorted by task: those of task t are `order[offsets[t]]` to `order[offsets[t + 1] - 1]`. */
export type TaskOrder = { readonly order: Uint32Array; readonly offsets: Uint32Array };

/**
 * Sorts the positions of a list by task, stably (a counting sort).
 *
 * @param taskIndex task of each position, from 0 to taskCount - 1
 * @param taskCount T; a task without positions is allowed
 * @returns offsets has length T + 1
 * @throws InvalidInputError when a task index is T or more
 */
export function orderByTask(taskIndex: Uint32Array, taskCount: number): TaskOrder {
  const offsets = new Uint32Array(taskCount + 1);
  for (const task of taskIndex) {
    if (task >= taskCount)
      throw new InvalidInputError(`task index ${task} is out of range: there are ${taskCount} tasks`);
    offsets[task + 1]! += 1;
  }
  for (let task = 0; task < taskCount; task += 1) offsets[task + 1]! += offsets[task]!;

  const next = offsets.slice(0, taskCount);
  const order = new Uint32Array(taskIndex.length);
  for (let i = 0; i < taskIndex.length; i += 1) {
    const task = taskIndex[i]!;
    order[next[task]!] = i;
    next[task]! += 1;
  }
  return { order, offsets };
}
