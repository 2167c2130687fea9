import { chanceThatAnyPasses } from './task-chances';
import { checkTaskTrials, countMissingAsFailed, minTrials, type TaskTrials } from './task-trials';

/**
 * pass@k with the same number of trials for all tasks (the convention of tau-bench v1): the probability that at least
 * one of k trials of a task, drawn without replacement, succeeds.
 *
 * @param tasks successes of each task; missing trials of a task count as failures
 * @param trials n, the number of trials of the whole run
 * @returns pass@1 to pass@n, each 0 to 1: the mean over tasks of 1 - C(n - c, k) / C(n, k); empty without tasks or trials
 * @throws InvalidInputError when a task has more trials than n, or more successes than trials
 * @see Chen et al., Evaluating Large Language Models Trained on Code, arXiv 2107.03374, equation 1
 */
export function passAtKOfGlobalTrials(tasks: readonly TaskTrials[], trials: number): number[] {
  return passAtKOfTaskTrials(countMissingAsFailed(tasks, trials));
}

/**
 * pass@k where each task counts its own trials (the convention of tau2-bench).
 *
 * @returns pass@1 to pass@K, K the min number of trials of a task; empty without tasks
 * @throws InvalidInputError when a task has more successes than trials
 * @see arXiv 2107.03374, equation 1
 */
export function passAtKOfTaskTrials(tasks: readonly TaskTrials[]): number[] {
  checkTaskTrials(tasks);
  return Array.from({ length: minTrials(tasks) }, (_, index) => {
    const chances = tasks.map((task) => chanceThatAnyPasses(task, index + 1));
    return chances.reduce((sum, chance) => sum + chance, 0) / tasks.length;
  });
}
