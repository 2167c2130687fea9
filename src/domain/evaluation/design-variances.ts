import type { TaskTrials } from '../statistics/passes/task-trials';
import { meanOf } from '../statistics/numeric/mean';

/** What a plan needs of the past. Null is "undefined", never 0. */
export type DesignVariances = {
  /** Within a task, of one trial, averaged over tasks and sides: unbiased; null when no task has 2 trials on a side. */
  readonly trialVariance: number | null;
  /**
   * Between tasks, of the true difference: what the observed differences vary beyond their trials. May be below 0 by
   * chance; null with fewer than 2 tasks, or when some task has a single trial on a side.
   */
  readonly differenceVariance: number | null;
};

/**
 * Estimates the variances of a paired design from two evaluations, by the method of moments.
 *
 * @param pairs the trials of each task on both sides, at least 1 each
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
