import type { OutcomeMatrix, TrialOutcome } from '../../../../src/domain/evaluation/outcome-matrix';

/** A scored trial without fault, whose seed is its number. */
export function scored(trial: number, reward: number, changes: Partial<TrialOutcome> = {}): TrialOutcome {
  return { trial, outcomeClass: 'SCORED', reward, seed: String(trial), fault: null, ...changes };
}

/** Trials that were attempted and not scored. */
export function broken(trial: number): TrialOutcome {
  return { trial, outcomeClass: 'INFRASTRUCTURE_FAILURE', reward: null, seed: String(trial), fault: null };
}

/** Tasks `0`, `1`, ... with so many trials, of which the first so many passed. */
export function matrixOf(passes: readonly number[], trials: number): OutcomeMatrix {
  return passes.map((count, task) => ({
    externalId: String(task),
    trials: Array.from({ length: trials }, (_, trial) => scored(trial, trial < count ? 1 : 0)),
  }));
}
