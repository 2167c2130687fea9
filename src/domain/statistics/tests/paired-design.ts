import { InvalidInputError } from '../../../errors';
import { studentTCdf, studentTQuantile } from '../distributions/student-t';

/**
 * Parameters that determine the power of a paired comparison. Model: on task t the two sides differ by `effect + e_t`,
 * where e_t has the variance `differenceVariance` between tasks, and each side's pass rate on the task is measured with
 * `trials` independent trials of variance `trialVariance`. So the mean difference over T tasks has the variance
 * `(differenceVariance + 2 * trialVariance / trials) / T`, and its t-statistic T - 1 degrees of freedom.
 */
export type PairedDesign = {
  /** T, an integer of at least 2. */
  readonly tasks: number;
  /** Trials of each task on each side, at least 1. */
  readonly trials: number;
  /** Variance between tasks of the true difference, at least 0. 0 assumes the same difference on every task. */
  readonly differenceVariance: number;
  /** Variance of one trial within a task, averaged over tasks and sides: the mean of p (1 - p); 0 to 0.25. */
  readonly trialVariance: number;
};

/** Two-sided significance level and target power, each between 0 and 1. */
export type TestErrors = { readonly alpha: number; readonly power: number };

const MAX_TASKS = 1_000_000;
const MAX_TRIALS = 100_000;

/** Standard error of the mean difference over tasks under the model of PairedDesign. */
export function standardErrorOfDesign({ tasks, trials, differenceVariance, trialVariance }: PairedDesign): number {
  return Math.sqrt((differenceVariance + (2 * trialVariance) / trials) / tasks);
}

/**
 * Smallest true difference that a paired t-test over tasks detects with the target power: `(t(1 - alpha / 2) +
 * t(power)) * standard error`, both quantiles with `tasks - 1` degrees of freedom.
 *
 * @param standardError of the mean difference, at least 0
 * @param tasks at least 2
 * @returns at least 0; a value above 1 means that no difference of rates can be detected
 * @throws InvalidInputError when a number is out of range
 * @see Bloom, Minimum detectable effects, Evaluation Review 19, 1995. Approximates the noncentral t distribution to
 *   within 1.5 % from 10 tasks
 */
export function minimumDetectableEffect(standardError: number, tasks: number, errors: TestErrors): number {
  checkErrors(errors);
  checkAtLeast('tasks', tasks, 2);
  if (!(standardError >= 0 && standardError < Infinity)) {
    throw new InvalidInputError(`standardError is ${standardError}; it must be a finite number of at least 0`);
  }
  const { alpha, power } = errors;
  return (studentTQuantile(1 - alpha / 2, tasks - 1) + studentTQuantile(power, tasks - 1)) * standardError;
}

/**
 * Power: probability that a paired t-test over tasks detects a true difference in the right direction, by the same
 * approximation.
 *
 * @param effect the true difference of pass rates; its sign does not matter
 * @returns 0 to 1; 1 when nothing varies and the effect is not 0
 * @throws InvalidInputError when a number is out of range
 */
export function powerOfDesign(design: PairedDesign, effect: number, alpha: number): number {
  checkDesign(design);
  checkErrors({ alpha, power: 0.5 });
  const standardError = standardErrorOfDesign(design);
  if (standardError === 0) return effect === 0 ? 0 : 1;
  const degreesOfFreedom = design.tasks - 1;
  const critical = studentTQuantile(1 - alpha / 2, degreesOfFreedom);
  return studentTCdf(Math.abs(effect) / standardError - critical, degreesOfFreedom);
}

/**
 * Min number of tasks with which the design reaches the target power.
 *
 * @param effect above 0
 * @returns null when more than 1,000,000 are needed
 */
export function tasksForPower(
  design: Omit<PairedDesign, 'tasks'>,
  effect: number,
  { alpha, power }: TestErrors,
): number | null {
  checkErrors({ alpha, power });
  return leastCount({ from: 2, to: MAX_TASKS }, (tasks) => powerOfDesign({ ...design, tasks }, effect, alpha) >= power);
}

/**
 * Min number of trials per task and side with which the design reaches the target power.
 *
 * @param effect above 0
 * @returns null when 100,000 trials are not enough: more trials do not reduce the variance between tasks
 */
export function trialsForPower(
  design: Omit<PairedDesign, 'trials'>,
  effect: number,
  { alpha, power }: TestErrors,
): number | null {
  checkErrors({ alpha, power });
  return leastCount(
    { from: 1, to: MAX_TRIALS },
    (trials) => powerOfDesign({ ...design, trials }, effect, alpha) >= power,
  );
}

/** The smallest sufficient count, given that every larger count is sufficient too. */
function leastCount({ from, to }: { from: number; to: number }, isEnough: (count: number) => boolean): number | null {
  if (!isEnough(to)) return null;
  let low = from;
  let high = to;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkDesign({ tasks, trials, differenceVariance, trialVariance }: PairedDesign): void {
  checkAtLeast('tasks', tasks, 2);
  checkAtLeast('trials', trials, 1);
  if (!(differenceVariance >= 0 && differenceVariance <= 1)) {
    throw new InvalidInputError(`differenceVariance is ${differenceVariance}; it must lie in 0 to 1`);
  }
  if (!(trialVariance >= 0 && trialVariance <= 0.25)) {
    throw new InvalidInputError(`trialVariance is ${trialVariance}; it must lie in 0 to 0.25`);
  }
}

function checkErrors(errors: TestErrors): void {
  for (const name of ['alpha', 'power'] as const) {
    if (!(errors[name] > 0 && errors[name] < 1)) {
      throw new InvalidInputError(`${name} is ${errors[name]}; it must lie between 0 and 1, both excluded`);
    }
  }
}

function checkAtLeast(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new InvalidInputError(`${name} is ${value}; it must be an integer of at least ${least}`);
  }
}
