import { InvalidInputError } from '../../errors';
import type { Bounds } from '../statistics/intervals/bounds';
import { confidenceSequence } from '../statistics/intervals/confidence-sequence';
import { chanceThatAllPass } from '../statistics/passes/task-chances';
import type { Estimate } from './evaluation-report';
import type { EvaluationSettings } from './evaluation-settings';
import { evaluateOutcomes } from './evaluate-outcomes';
import type { OutcomeMatrix } from './outcome-matrix';
import { tallyTasks } from './task-tallies';
import { withoutFaults } from './without-faults';

/** Current state of an evaluation, for an interim analysis. */
export type EvaluationLook = {
  /** Tasks so far, in the order in which they ended; the order must not depend on their difficulty. */
  readonly matrix: OutcomeMatrix;
  readonly plannedTasks: number;
  /** Trials of each task; a task with fewer attempts is still running. */
  readonly plannedTrials: number;
  /** Number of this interim analysis, from 1. */
  readonly look: number;
};

export type PartialFigure = {
  readonly k: number;
  /**
   * Estimate over the tasks that have ended. Its intervals are valid for one planned analysis; with repeated analyses
   * they miss too often.
   */
  readonly singleLook: Estimate;
  /**
   * Interval that is valid at all interim analyses simultaneously (see `confidenceSequence`); 0 to 1 before the first
   * task has ended.
   */
  readonly alwaysValid: Bounds;
};

export type PartialReport = {
  readonly look: number;
  readonly isSequential: true;
  /** Explains the two kinds of interval. */
  readonly note: string;
  readonly tasksEnded: number;
  readonly tasksRunning: number;
  readonly plannedTasks: number;
  readonly rolloutsAttempted: number;
  readonly rolloutsPlanned: number;
  /** Tasks that ended with fewer scored trials than planned: excluded from the figures. */
  readonly tasksNotWholly: number;
  /** pass^k for k = 1 to the planned number of trials (at most maxK). */
  readonly passHatK: readonly PartialFigure[];
};

const NOTE =
  'interim analysis of a running evaluation: fixedSample intervals are valid for one planned analysis only; ' +
  'alwaysValid intervals are valid at all interim analyses, if the order of tasks does not depend on their difficulty';

/**
 * Interim analysis: figures of a running evaluation over the tasks whose trials were all scored.
 *
 * @throws InvalidInputError when a count is out of range, or as evaluateOutcomes
 */
export function partialEvaluation(look: EvaluationLook, settings: EvaluationSettings): PartialReport {
  const { matrix, plannedTasks, plannedTrials } = look;
  for (const [name, value] of Object.entries({ plannedTasks, plannedTrials, look: look.look })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new InvalidInputError(`${name} is ${value}; expected a whole number of at least 1`);
    }
  }
  const kept = withoutFaults(matrix, settings.excludedFaults).matrix;
  const ended = matrix.flatMap(({ trials }, i) => (trials.length >= plannedTrials ? [kept[i]!] : []));
  const whole = ended.filter(({ trials }) => trials.filter(({ reward }) => reward !== null).length >= plannedTrials);
  const report = evaluateOutcomes(whole, settings);
  const counted = tallyTasks(whole).map(({ scored, passes }) => ({ trials: scored, successes: passes }));
  const ks = Array.from({ length: Math.min(plannedTrials, settings.maxK) }, (_, index) => index + 1);
  return {
    look: look.look,
    isSequential: true,
    note: NOTE,
    tasksEnded: ended.length,
    tasksRunning: matrix.filter(({ trials }) => trials.length > 0 && trials.length < plannedTrials).length,
    plannedTasks,
    rolloutsAttempted: matrix.reduce((sum, { trials }) => sum + trials.length, 0),
    rolloutsPlanned: plannedTasks * plannedTrials,
    tasksNotWholly: ended.length - whole.length,
    passHatK: ks.map((k) => ({
      k,
      singleLook: report.passHatK[k - 1]?.estimate ?? NO_ESTIMATE,
      alwaysValid: confidenceSequence(
        counted.map((task) => chanceThatAllPass(task, k)),
        settings.confidence,
      ),
    })),
  };
}

const NO_ESTIMATE: Estimate = {
  value: null,
  percentile: null,
  bca: null,
  studentT: null,
  wilson: null,
  standardError: null,
  reason: 'no task has ended with all trials scored',
};
