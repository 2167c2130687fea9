import type { TaskTrials } from '../statistics/passes/task-trials';
import type { TrialConvention } from './evaluation-settings';
import { isSolved } from './is-solved';
import type { OutcomeMatrix } from './outcome-matrix';

/** Counts of one task. */
export type TaskTally = {
  readonly externalId: string;
  readonly attempted: number;
  readonly scored: number;
  readonly passes: number;
  /** Sum of the rewards of the scored trials. */
  readonly rewardSum: number;
};

/** Counts attempts, scored trials and passes of each task, in order. */
export function tallyTasks(matrix: OutcomeMatrix): TaskTally[] {
  return matrix.map(({ externalId, trials }) => {
    const rewards = trials.flatMap(({ reward }) => (reward === null ? [] : [reward]));
    return {
      externalId,
      attempted: trials.length,
      scored: rewards.length,
      passes: rewards.filter(isSolved).length,
      rewardSum: rewards.reduce((sum, reward) => sum + reward, 0),
    };
  });
}

/** The tasks that count, with the trials that count. */
export type CountedTasks = { readonly tallies: readonly TaskTally[]; readonly trials: readonly TaskTrials[] };

/**
 * Selects the tasks and trials that count for pass^k. TASK_TRIALS: tasks with a scored trial, their scored trials.
 * GLOBAL_TRIALS: tasks with an attempt, each with the max number of attempts of any task.
 */
export function countTrials(tallies: readonly TaskTally[], convention: TrialConvention): CountedTasks {
  if (convention === 'TASK_TRIALS') {
    const counted = tallies.filter(({ scored }) => scored > 0);
    return { tallies: counted, trials: counted.map(({ scored, passes }) => ({ trials: scored, successes: passes })) };
  }
  const counted = tallies.filter(({ attempted }) => attempted > 0);
  const trials = counted.reduce((most, { attempted }) => Math.max(most, attempted), 0);
  return { tallies: counted, trials: counted.map(({ passes }) => ({ trials, successes: passes })) };
}
