import type { Fault, OutcomeMatrix } from './outcome-matrix';

/** Rollouts that were left out because a person blamed something else than the agent. */
export type FaultExclusion = {
  readonly excludedFaults: readonly Fault[];
  readonly count: number;
  readonly countByFault: Readonly<Record<Fault, number>>;
  readonly rollouts: readonly { readonly externalId: string; readonly trial: number; readonly fault: Fault }[];
  /** A sentence for the reader; null when no fault is excluded. */
  readonly note: string | null;
};

/**
 * The outcomes without the rollouts that are blamed on the given faults. A task that loses all of them stays, without
 * trials. Only failures are ever blamed, so figures of what is left lean upward; a reader must be told.
 *
 * @param faults usually SIMULATOR and TASK, and ENVIRONMENT where wanted
 */
export function withoutFaults(
  matrix: OutcomeMatrix,
  faults: readonly Fault[],
): { readonly matrix: OutcomeMatrix; readonly exclusion: FaultExclusion } {
  const countByFault = { AGENT: 0, SIMULATOR: 0, ENVIRONMENT: 0, TASK: 0 };
  const rollouts: FaultExclusion['rollouts'][number][] = [];
  const kept = matrix.map(({ externalId, trials }) => ({
    externalId,
    trials: trials.filter(({ trial, fault }) => {
      if (fault === null || !faults.includes(fault)) return true;
      countByFault[fault] += 1;
      rollouts.push({ externalId, trial, fault });
      return false;
    }),
  }));
  const note = faults.length === 0 ? null : describe(faults, rollouts.length);
  return { matrix: kept, exclusion: { excludedFaults: faults, count: rollouts.length, countByFault, rollouts, note } };
}

function describe(faults: readonly Fault[], count: number): string {
  return `${count} rollouts blamed on ${faults.join(', ')} are left out; only failures are blamed, so the figures lean upward`;
}
