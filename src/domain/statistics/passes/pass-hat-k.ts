import { chanceThatAllPass } from './task-chances';
import { checkTaskTrials, countMissingAsFailed, minTrials, type TaskTrials } from './task-trials';

/**
 * pass^k of tau-bench (v1): the probability that k trials of a task, drawn without replacement, all succeed, with the
 * same number of trials for all tasks.
 *
 * @param tasks successes of each task; missing trials of a task count as failures
 * @param trials n, the number of trials of the whole run
 * @returns pass^1 to pass^n, each 0 to 1: the mean over tasks of C(c, k) / C(n, k); empty without tasks or trials
 * @throws InvalidInputError when a task has more trials than n, or more successes than trials
 * @see tau-bench, arXiv 2406.12045, section 3, and its `display_metrics`
 */
export function passHatKOfGlobalTrials(tasks: readonly TaskTrials[], trials: number): number[] {
  return passHatKOfTaskTrials(countMissingAsFailed(tasks, trials));
}

/**
 * pass^k of tau2-bench: as in v1, but each task counts its own trials.
 *
 * @returns pass^1 to pass^K, K the min number of trials of a task; empty without tasks
 * @throws InvalidInputError when a task has more successes than trials
 * @see tau2-bench, arXiv 2506.07982, `compute_metrics`
 */
export function passHatKOfTaskTrials(tasks: readonly TaskTrials[]): number[] {
  checkTaskTrials(tasks);
  return Array.from({ length: minTrials(tasks) }, (_, index) => {
    const chances = tasks.map((task) => chanceThatAllPass(task, index + 1));
    return chances.reduce((sum, chance) => sum + chance, 0) / tasks.length;
  });
}
