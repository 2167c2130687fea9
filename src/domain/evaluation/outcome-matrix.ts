import { InvalidInputError } from '../../errors';
import { OUTCOME_CLASSES, type OutcomeClass } from '../trajectory';

/** Whose fault a failed rollout was, as a person judged. */
export const FAULTS = ['AGENT', 'SIMULATOR', 'ENVIRONMENT', 'TASK'] as const;
export type Fault = (typeof FAULTS)[number];

/** One attempted trial of a task. */
export type TrialOutcome = {
  /** Rank of this rollout among those of its task, from 0. */
  readonly trial: number;
  readonly outcomeClass: OutcomeClass;
  /** Final reward; a finite number exactly when the outcome class is SCORED, else null. */
  readonly reward: number | null;
  /** Seed of the trial as text; null when it had none. Trials of two evaluations with equal task, trial and seed are pairs. */
  readonly seed: string | null;
  /** Null when nobody was blamed. */
  readonly fault: Fault | null;
};

/** The attempted trials of one task, in any order; none is allowed. */
export type TaskOutcomes = { readonly externalId: string; readonly trials: readonly TrialOutcome[] };

/** What an evaluation is computed from: plain, structured-cloneable. The order of the tasks counts only for ties of bytes. */
export type OutcomeMatrix = readonly TaskOutcomes[];

/**
 * @throws InvalidInputError when a task or a trial of it occurs twice, a trial number is no whole number of at least 0, or a
 *   reward is not finite exactly when its trial is SCORED; the message names the task
 */
export function checkOutcomeMatrix(matrix: OutcomeMatrix): void {
  const names = new Set<string>();
  for (const { externalId, trials } of matrix) {
    if (names.has(externalId)) throw new InvalidInputError(`task ${externalId} occurs twice`);
    names.add(externalId);
    const numbers = new Set<number>();
    for (const { trial, outcomeClass, reward } of trials) {
      const where = `task ${externalId}, trial ${trial}`;
      if (!Number.isSafeInteger(trial) || trial < 0) throw new InvalidInputError(`${where}: not a whole number from 0`);
      if (numbers.has(trial)) throw new InvalidInputError(`${where} occurs twice`);
      numbers.add(trial);
      if (!OUTCOME_CLASSES.includes(outcomeClass)) throw new InvalidInputError(`${where} has no known outcome class`);
      const hasReward = reward !== null && Number.isFinite(reward);
      if (outcomeClass === 'SCORED' ? !hasReward : reward !== null) {
        throw new InvalidInputError(`${where} is ${outcomeClass} with the reward ${String(reward)}`);
      }
    }
  }
}
