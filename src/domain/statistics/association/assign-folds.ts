import { InvalidInputError } from '../../../errors';
import type { Random } from '../../random';

/**
 * Assigns tasks to folds of nearly equal size at random.
 *
 * @param taskCount number of tasks
 * @param folds at least 1; with fewer tasks than folds the last folds stay empty
 * @returns fold of each task, from 0; sizes differ by at most 1
 * @throws InvalidInputError when folds is not an integer of at least 1
 */
export function assignFolds(taskCount: number, folds: number, random: Random): Uint32Array {
  if (!Number.isInteger(folds) || folds < 1) {
    throw new InvalidInputError(`folds is ${folds}; it must be an integer of at least 1`);
  }
  const foldOfTask = Uint32Array.from({ length: taskCount }, (_, task) => task % folds);
  for (let last = taskCount - 1; last > 0; last -= 1) {
    const chosen = random.integer(0, last);
    const kept = foldOfTask[chosen]!;
    foldOfTask[chosen] = foldOfTask[last]!;
    foldOfTask[last] = kept;
  }
  return foldOfTask;
}
