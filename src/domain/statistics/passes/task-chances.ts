import type { TaskTrials } from './task-trials';

/**
 * Probability that k trials of a task, drawn without replacement, all pass: C(c, k) / C(n, k), computed as a product
 * because the binomial coefficients overflow.
 *
 * @param k 1 to n
 * @returns 0 to 1
 */
export function chanceThatAllPass({ trials, successes }: TaskTrials, k: number): number {
  let chance = 1;
  for (let drawn = 0; drawn < k; drawn += 1) chance *= Math.max(0, successes - drawn) / (trials - drawn);
  return chance;
}

/**
 * Probability that at least one of k trials of a task, drawn without replacement, passes: 1 - C(n - c, k) / C(n, k).
 *
 * @param k 1 to n
 * @returns 0 to 1; exactly 1 when fewer than k trials failed
 */
export function chanceThatAnyPasses({ trials, successes }: TaskTrials, k: number): number {
  return 1 - chanceThatAllPass({ trials, successes: trials - successes }, k);
}
