import { InvalidInputError } from '../../errors';

/** How often one task was tried and solved. */
export type TaskTrials = { readonly trials: number; readonly successes: number };

/**
 * pass^k of tau-bench (v1): the chance that k trials of a task, drawn without replacement, all succeed, with one number
 * of trials for all tasks.
 *
 * @param tasks successes of each task; a task tried less often counts its missing trials as failures
 * @param trials n, the number of trials of the whole run
 * @returns pass^1 to pass^n, each 0 to 1: the mean over tasks of C(c, k) / C(n, k); empty without tasks or trials
 * @throws InvalidInputError when a task has more trials than n, or more successes than trials
 * @see tau-bench, arXiv 2406.12045, section 3, and its `display_metrics`
 */
export function passHatKOfGlobalTrials(tasks: readonly TaskTrials[], trials: number): number[] {
  for (const task of tasks) {
    if (task.trials > trials) {
      throw new InvalidInputError(`a task has ${task.trials} trials; pass^k was asked for ${trials} trials a task`);
    }
  }
  return passHatK(tasks.map(({ successes }) => ({ trials, successes })));
}

/**
 * pass^k of tau2-bench: as in v1, but each task counts its own trials.
 *
 * @returns pass^1 to pass^K, K the least number of trials of a task; empty without tasks
 * @throws InvalidInputError when a task has more successes than trials
 * @see tau2-bench, arXiv 2506.07982, `compute_metrics`
 */
export function passHatKOfTaskTrials(tasks: readonly TaskTrials[]): number[] {
  return passHatK(tasks);
}

function passHatK(tasks: readonly TaskTrials[]): number[] {
  for (const { trials, successes } of tasks) {
    if (successes > trials) throw new InvalidInputError(`a task has ${successes} successes in ${trials} trials`);
  }
  if (tasks.length === 0) return [];
  const largestK = tasks.reduce((least, task) => Math.min(least, task.trials), Infinity);
  return Array.from({ length: largestK }, (_, index) => {
    const chances = tasks.map((task) => chanceThatAllSucceed(task, index + 1));
    return chances.reduce((sum, chance) => sum + chance, 0) / tasks.length;
  });
}

/** C(c, k) / C(n, k) as a product, because the binomials themselves overflow. */
function chanceThatAllSucceed({ trials, successes }: TaskTrials, k: number): number {
  let chance = 1;
  for (let drawn = 0; drawn < k; drawn += 1) chance *= Math.max(0, successes - drawn) / (trials - drawn);
  return chance;
}
