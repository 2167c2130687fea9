import { InvalidInputError } from '../../errors';
import {
  minimumDetectableEffect,
  powerOfDesign,
  standardErrorOfDesign,
  tasksForPower,
  trialsForPower,
} from '../statistics/tests/paired-design';

/** What is asked of a planned comparison of two policies on the same tasks. */
export type EvaluationPlanInput = {
  /** Difference of pass rates to be found, above 0 and at most 1. */
  readonly effect: number;
  readonly alpha: number;
  readonly power: number;
  /** Within a task, of one trial: the mean of p (1 - p), 0 to 0.25; 0.25 is the worst case. See `designVariances`. */
  readonly trialVariance: number;
  /** Between tasks, of the true difference, 0 to 1. A guess without a pilot: effect^2, as if it varied as much as it is large. */
  readonly differenceVariance: number;
  /** Tasks at hand, at least 2; null when they can be chosen. */
  readonly tasks: number | null;
  /** Numbers of trials to consider, each at least 1, 1 to 32 of them. */
  readonly trialOptions: readonly number[];
};

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

const MAX_OPTIONS = 32;
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
  if (!(effect > 0 && effect <= 1)) throw new InvalidInputError(`effect is ${effect}; it must lie above 0, up to 1`);
  if (trialOptions.length === 0 || trialOptions.length > MAX_OPTIONS) {
    throw new InvalidInputError(`trialOptions has ${trialOptions.length} members; expected 1 to ${MAX_OPTIONS}`);
  }
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
