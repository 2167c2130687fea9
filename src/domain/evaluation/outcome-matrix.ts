import { InvalidInputError } from '../../errors';
import { OUTCOME_CLASSES, type OutcomeClass } from '../trajectory';

/** Who or what caused a failed rollout, as judged by a person. */
export const FAULTS = ['AGENT', 'SIMULATOR', 'ENVIRONMENT', 'TASK'] as const;
export type Fault = (typeof FAULTS)[number];

/** One attempted trial of a task. */
export type TrialOutcome = {
  /** Trial number among the rollouts of its task, from 0. */
  readonly trial: number;
  readonly outcomeClass: OutcomeClass;
  /** Final reward; a finite number exactly when the outcome class is SCORED, else null. */
  readonly reward: number | null;
  /** Seed of the trial as text; null when it had none. Trials of two evaluations with equal task, trial and seed are pairs. */
  readonly seed: string | null;
  /** Null when no fault was recorded. */
  readonly fault: Fault | null;
};

/** The attempted trials of one task, in any order; may be empty. */
export type TaskOutcomes = { readonly externalId: string; readonly trials: readonly TrialOutcome[] };

/**
 * Input of an evaluation: plain and structured-cloneable. Task order affects the bytes of the report, not its meaning.
 */
export type OutcomeMatrix = readonly TaskOutcomes[];

/**
 * @throws InvalidInputError when a task or a trial of it occurs twice, a trial number is not an integer of at least 0,
 *   or a reward is not finite exactly when its trial is SCORED; the message names the task
 */
export function checkOutcomeMatrix(matrix: OutcomeMatrix): void {
  const names = new Set<string>();
  for (const { externalId, trials } of matrix) {
    if (names.has(externalId)) throw new InvalidInputError(`task ${externalId} occurs twice`);
    names.add(externalId);
    const numbers = new Set<number>();
    for (const { trial, outcomeClass, reward } of trials) {
      const where = `task ${externalId}, trial ${trial}`;
      if (!Number.isSafeInteger(trial) || trial < 0)
        throw new InvalidInputError(`${where}: the trial number must be an integer of at least 0`);
      if (numbers.has(trial)) throw new InvalidInputError(`${where} occurs twice`);
      numbers.add(trial);
      if (!OUTCOME_CLASSES.includes(outcomeClass)) throw new InvalidInputError(`${where} has no known outcome class`);
      const hasReward = reward !== null && Number.isFinite(reward);
      if (outcomeClass === 'SCORED' ? !hasReward : reward !== null) {
        throw new InvalidInputError(`${where} is ${outcomeClass} with reward ${String(reward)}`);
      }
    }
  }
}
