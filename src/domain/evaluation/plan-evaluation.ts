import { checkSettings } from '../settings/check-settings';
import { numbers, orNull, real, whole } from '../settings/setting';
import type { SettingsOf } from '../settings/settings-of';
import {
  minimumDetectableEffect,
  powerOfDesign,
  standardErrorOfDesign,
  tasksForPower,
  trialsForPower,
} from '../statistics/tests/paired-design';

const MAX_TASKS = 1_000_000;
const MAX_TRIALS = 1_000_000;

/** Settings of a planned comparison of two policies on the same tasks. */
export const PLAN_SETTINGS = {
  effect: orNull(
    real('Difference in pass rate to detect', { min: 0, max: 1, excludes: 'MIN' }),
    'computes the effect that `tasks` tasks can detect',
  ),
  alpha: real('Two-sided significance level of the test', { min: 0, max: 1, excludes: 'MIN_AND_MAX', default: 0.05 }),
  power: real('Requested power', { min: 0, max: 1, excludes: 'MIN_AND_MAX', default: 0.8 }),
  trialVariance: orNull(
    real('Variance of one trial within its task: the mean of p (1 - p)', { min: 0, max: 0.25 }),
    'that of the pilot, otherwise 0.25, the worst case',
  ),
  differenceVariance: orNull(
    real('Variance of the true difference between tasks', { min: 0, max: 1 }),
    'that of the pilot, otherwise effect^2, as if it varied as much as its size',
  ),
  tasks: orNull(whole('Number of tasks available', { min: 2, max: MAX_TASKS }), 'computed for each option'),
  trialOptions: numbers(
    'Numbers of trials per task and side to consider',
    whole('Trials', { min: 1, max: MAX_TRIALS }),
    { minEntries: 1, maxEntries: 32, default: [1, 2, 4, 8, 16] },
  ),
} as const;

/** What is asked of a planned comparison: its settings, with an effect and both variances. */
export type EvaluationPlanInput = Omit<SettingsOf<typeof PLAN_SETTINGS>, 'effect' | VarianceName> & {
  readonly effect: number;
  /** See `designVariances`. */
  readonly trialVariance: number;
  readonly differenceVariance: number;
};
type VarianceName = 'trialVariance' | 'differenceVariance';

/** A design with this many trials of each task and side. */
export type PlanOption = {
  readonly trials: number;
  /** Fewest tasks for the wanted power; null when more than 1,000,000. */
  readonly tasksNeeded: number | null;
  /** Rollouts of both sides together with that many tasks. */
  readonly rolloutsNeeded: number | null;
  /** With the tasks at hand; null when they can be chosen. */
  readonly powerAtHand: number | null;
  readonly minimumDetectableEffectAtHand: number | null;
};

export type EvaluationPlan = {
  readonly input: EvaluationPlanInput;
  readonly options: readonly PlanOption[];
  /** The option with the fewest rollouts, the fewer trials first; null when no option reaches the power. */
  readonly cheapest: PlanOption | null;
  /** Fewest trials with the tasks at hand; null without such tasks, or when no number of trials is enough. */
  readonly trialsNeededAtHand: number | null;
  /** What the figures rest on, for the reader. */
  readonly model: string;
};

const MODEL =
  'paired t-test over tasks; the difference varies between tasks with differenceVariance, each trial within its task ' +
  'with trialVariance, trials independent; power from a shifted t distribution, which is a little low for few tasks and strict levels';

/**
 * Number of tasks and trials that a comparison needs, before anyone runs it.
 *
 * @throws InvalidInputError when a number is out of range
 * @see PairedDesign for the model, minimumDetectableEffect for the approximation
 */
export function planEvaluation(input: EvaluationPlanInput): EvaluationPlan {
  const { effect, alpha, power, tasks, trialOptions, trialVariance, differenceVariance } = input;
  checkSettings(PLAN_SETTINGS, input);
  const errors = { alpha, power };
  const options = trialOptions.map((trials): PlanOption => {
    const tasksNeeded = tasksForPower({ trials, trialVariance, differenceVariance }, effect, errors);
    const atHand = tasks === null ? null : { tasks, trials, trialVariance, differenceVariance };
    return {
      trials,
      tasksNeeded,
      rolloutsNeeded: tasksNeeded === null ? null : 2 * trials * tasksNeeded,
      powerAtHand: atHand === null ? null : powerOfDesign(atHand, effect, alpha),
      minimumDetectableEffectAtHand:
        atHand === null ? null : minimumDetectableEffect(standardErrorOfDesign(atHand), atHand.tasks, errors),
    };
  });
  return {
    input,
    options,
    cheapest: cheapestOf(options),
    trialsNeededAtHand:
      tasks === null ? null : trialsForPower({ tasks, trialVariance, differenceVariance }, effect, errors),
    model: MODEL,
  };
}

function cheapestOf(options: readonly PlanOption[]): PlanOption | null {
  const costOf = ({ rolloutsNeeded }: PlanOption): number => rolloutsNeeded ?? Infinity;
  const sorted = [...options].sort((a, b) => costOf(a) - costOf(b) || a.trials - b.trials);
  const first = sorted[0];
  return first === undefined || first.rolloutsNeeded === null ? null : first;
}
