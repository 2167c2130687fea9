import { InvalidInputError } from '../../../errors';
import { centerWithinTasks } from './center-within-tasks';
import { correlationOfDeviations } from './correlation-of-deviations';
import { orderByTask } from '../passes/task-order';

/** Two figures per rollout, and its task. */
export type PairsByTask = {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Task of each rollout, from 0 to taskCount - 1. */
  readonly taskIndex: Uint32Array;
  readonly taskCount: number;
};

/**
 * Correlation after subtracting each task's mean from both figures, so that easy tasks that happen to use a tool do not
 * count as evidence for the tool.
 *
 * @returns -1 to 1; null when x or y is constant within every task
 * @throws InvalidInputError when the lengths differ, a number is not finite, or a task index is out of range
 * @see specs/calibration.md section 3 (ours)
 */
export function withinTaskCorrelation({ x, y, taskIndex, taskCount }: PairsByTask): number | null {
  if (x.length !== y.length) {
    throw new InvalidInputError(`a correlation needs two lists of equal length; they have ${x.length} and ${y.length}`);
  }
  const taskOrder = orderByTask(taskIndex, taskCount);
  return correlationOfDeviations(centerWithinTasks(x, taskOrder), centerWithinTasks(y, taskOrder));
}
