import { InvalidInputError } from '../../../errors';

/** Trials and successes of one task. */
export type TaskTrials = { readonly trials: number; readonly successes: number };

/** @throws InvalidInputError when a count is not an integer of at least 0, or there are more successes than trials */
export function checkTaskTrials(tasks: readonly TaskTrials[]): void {
  for (const { trials, successes } of tasks) {
    const areCounts = Number.isSafeInteger(trials) && Number.isSafeInteger(successes) && trials >= 0 && successes >= 0;
    if (!areCounts) {
      throw new InvalidInputError(
        `a task has ${successes} successes in ${trials} trials; both must be integers of at least 0`,
      );
    }
    if (successes > trials)
      throw new InvalidInputError(
        `a task has ${successes} successes in ${trials} trials; there cannot be more successes than trials`,
      );
  }
}

/**
 * Tasks as counted by tau-bench (v1): every task has the number of trials of the whole run, and missing trials are
 * failures.
 *
 * @param trials number of trials of the whole run
 * @throws InvalidInputError when a task has more trials than that
 * @see tau-bench, arXiv 2406.12045, `display_metrics`
 */
export function countMissingAsFailed(tasks: readonly TaskTrials[], trials: number): TaskTrials[] {
  for (const task of tasks) {
    if (task.trials > trials) {
      throw new InvalidInputError(`a task has ${task.trials} trials; the run has ${trials} trials per task`);
    }
  }
  return tasks.map(({ successes }) => ({ trials, successes }));
}

/** The min number of trials of a task: the largest k for which pass^k and pass@k are defined; 0 without tasks. */
export function minTrials(tasks: readonly TaskTrials[]): number {
  return tasks.length === 0 ? 0 : tasks.reduce((least, { trials }) => Math.min(least, trials), Infinity);
}
