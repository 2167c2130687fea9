import { InvalidInputError } from '../../../errors';
import { studentTCdf, studentTQuantile } from '../distributions/student-t';

/**
 * What decides how well a paired comparison sees a difference. The model: on task t the two sides differ by
 * `effect + e_t`, where e_t has the variance `differenceVariance` between tasks, and each side's pass rate on the task
 * is measured with `trials` independent trials of variance `trialVariance`. So the mean difference over T tasks has the
 * variance `(differenceVariance + 2 * trialVariance / trials) / T`, and its t-statistic T - 1 degrees of freedom.
 */
export type PairedDesign = {
  /** T, a whole number of at least 2. */
  readonly tasks: number;
  /** Trials of each task on each side, at least 1. */
  readonly trials: number;
  /** Between tasks, of the true difference; at least 0. 0 claims that the difference is the same on every task. */
  readonly differenceVariance: number;
  /** Within a task, of one trial, averaged over tasks and sides: the mean of p (1 - p); 0 to 0.25. */
  readonly trialVariance: number;
};

/** Two-sided level and wanted power, each between 0 and 1. */
export type TestErrors = { readonly alpha: number; readonly power: number };

const MOST_TASKS = 1_000_000;
const MOST_TRIALS = 100_000;

/** Standard error of the mean difference over tasks under the model of PairedDesign. */
export function standardErrorOfDesign({ tasks, trials, differenceVariance, trialVariance }: PairedDesign): number {
  return Math.sqrt((differenceVariance + (2 * trialVariance) / trials) / tasks);
}

/**
 * Smallest true difference that a paired t-test over tasks finds with the wanted power:
 * `(t(1 - alpha / 2) + t(power)) * standard error`, both quantiles with `tasks - 1` degrees of freedom.
 *
 * @param standardError of the mean difference, at least 0
 * @param tasks at least 2
 * @returns at least 0; may exceed 1: then no difference of rates can be found
 * @throws InvalidInputError when a number is out of range
 * @see Bloom, Minimum detectable effects, Evaluation Review 19, 1995. An approximation of the noncentral t distribution:
 *   from 10 tasks on within 1.5 % of it
 */
export function minimumDetectableEffect(standardError: number, tasks: number, errors: TestErrors): number {
  checkErrors(errors);
  checkAtLeast('tasks', tasks, 2);
  if (!(standardError >= 0 && standardError < Infinity)) {
    throw new InvalidInputError(`the standard error is ${standardError}; expected a finite number of at least 0`);
  }
  const { alpha, power } = errors;
  return (studentTQuantile(1 - alpha / 2, tasks - 1) + studentTQuantile(power, tasks - 1)) * standardError;
}

/**
 * Chance that a paired t-test over tasks finds a true difference (in the right direction), by the same approximation.
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
 * Fewest tasks with which the design reaches the wanted power.
 *
 * @param effect above 0
 * @returns null when more than 1,000,000 would be needed
 */
export function tasksForPower(
  design: Omit<PairedDesign, 'tasks'>,
  effect: number,
  { alpha, power }: TestErrors,
): number | null {
  checkErrors({ alpha, power });
  return leastCount(
    { from: 2, to: MOST_TASKS },
    (tasks) => powerOfDesign({ ...design, tasks }, effect, alpha) >= power,
  );
}

/**
 * Fewest trials of each task and side with which the design reaches the wanted power.
 *
 * @param effect above 0
 * @returns null when 100,000 trials are not enough: more trials do not help against tasks that differ
 */
export function trialsForPower(
  design: Omit<PairedDesign, 'trials'>,
  effect: number,
  { alpha, power }: TestErrors,
): number | null {
  checkErrors({ alpha, power });
  return leastCount(
    { from: 1, to: MOST_TRIALS },
    (trials) => powerOfDesign({ ...design, trials }, effect, alpha) >= power,
  );
}

/** The least count that is enough, given that every larger one is, too. */
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
    throw new InvalidInputError(`${name} is ${value}; expected a whole number of at least ${least}`);
  }
}
