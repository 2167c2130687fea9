import { InvalidInputError } from '../../../errors';
import type { Random } from '../../random';
import type { BootstrapInterval } from './interval';
import { quantile } from './quantile';

/** How to draw, and which statistics to compute. */
export type TaskBootstrap = {
  readonly taskCount: number;
  /** Number of draws, 0 or more. */
  readonly draws: number;
  readonly random: Random;
  readonly statisticCount: number;
  /**
   * Computes the statistics of one draw, null where undefined. `timesDrawn[t]` is how often task t (with all its
   * rollouts) was drawn; the array is reused for the next draw.
   */
  readonly statisticsOf: (timesDrawn: Uint32Array) => readonly (number | null)[];
  readonly onProgress?: ((drawsDone: number) => void) | undefined;
};

const PROGRESS_STEP = 100;

/**
 * 95 % percentile intervals of several statistics by resampling tasks with replacement; the rollouts of a task stay
 * together, because they are not independent.
 *
 * @returns one interval per statistic, in order; draws in which it is undefined are skipped and counted
 * @throws InvalidInputError when draws are requested but there are no tasks
 * @see Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13 (percentile interval)
 */
export function bootstrapTasks(bootstrap: TaskBootstrap): BootstrapInterval[] {
  const { taskCount, draws, random, statisticCount, statisticsOf, onProgress } = bootstrap;
  if (taskCount === 0 && draws > 0)
    throw new InvalidInputError('a bootstrap over tasks needs at least 1 task; there are 0');
  const collected = Array.from({ length: statisticCount }, (): number[] => []);
  const timesDrawn = new Uint32Array(taskCount);
  for (let draw = 0; draw < draws; draw += 1) {
    timesDrawn.fill(0);
    for (let i = 0; i < taskCount; i += 1) timesDrawn[random.integer(0, taskCount - 1)]! += 1;
    statisticsOf(timesDrawn).forEach((value, index) => {
      if (value !== null) collected[index]!.push(value);
    });
    if ((draw + 1) % PROGRESS_STEP === 0) onProgress?.(draw + 1);
  }
  return collected.map((values) => ({
    low: quantile(values, 0.025),
    high: quantile(values, 0.975),
    draws: values.length,
    droppedDraws: draws - values.length,
  }));
}
