import type { TaskTrials } from '../statistics/passes/task-trials';
import { meanOf } from '../statistics/numeric/mean';

/** Variances that a plan takes from past evaluations. Null means undefined, never 0. */
export type DesignVariances = {
  /**
   * Variance of one trial within a task, averaged over tasks and sides; unbiased. Null when no task has 2 trials on a
   * side.
   */
  readonly trialVariance: number | null;
  /**
   * Variance between tasks of the true difference: the variance of the observed differences minus the part due to
   * trials. May be below 0 by chance; null with fewer than 2 tasks, or when a task has a single trial on a side.
   */
  readonly differenceVariance: number | null;
};

/**
 * Estimates the variances of a paired design from two evaluations, by the method of moments.
 *
 * @param pairs the trials of each task on both sides, at least 1 per side
 * @see PairedDesign for the model
 */
export function designVariances(
  pairs: readonly { readonly baseline: TaskTrials; readonly candidate: TaskTrials }[],
): DesignVariances {
  const within = pairs.flatMap(({ baseline, candidate }) => [varianceOfTrial(baseline), varianceOfTrial(candidate)]);
  const known = within.filter((variance) => variance !== null);
  const trialVariance = known.length === 0 ? null : meanOf(known);
  if (pairs.length < 2 || known.length < within.length) return { trialVariance, differenceVariance: null };

  const differences = pairs.map(({ baseline, candidate }) => rateOf(candidate) - rateOf(baseline));
  const mean = meanOf(differences);
  const observed = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (pairs.length - 1);
  const ofTrials = pairs.map(
    ({ baseline, candidate }) =>
      varianceOfTrial(baseline)! / baseline.trials + varianceOfTrial(candidate)! / candidate.trials,
  );
  return { trialVariance, differenceVariance: observed - meanOf(ofTrials) };
}

/** c (n - c) / (n (n - 1)); null with a single trial. */
function varianceOfTrial({ trials, successes }: TaskTrials): number | null {
  return trials < 2 ? null : (successes * (trials - successes)) / (trials * (trials - 1));
}

function rateOf({ trials, successes }: TaskTrials): number {
  return successes / trials;
}
