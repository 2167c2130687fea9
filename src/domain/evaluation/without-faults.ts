import type { Fault, OutcomeMatrix } from './outcome-matrix';

/** Rollouts that were excluded because a person attributed the failure to something other than the agent. */
export type FaultExclusion = {
  readonly excludedFaults: readonly Fault[];
  readonly count: number;
  readonly countByFault: Readonly<Record<Fault, number>>;
  readonly rollouts: readonly { readonly externalId: string; readonly trial: number; readonly fault: Fault }[];
  /** One sentence for the report; null when no fault is excluded. */
  readonly note: string | null;
};

/**
 * The outcomes without the rollouts attributed to the given faults. A task that loses all its rollouts is kept, without
 * trials. Only failures have faults, so the remaining figures are biased upward; the report must say so.
 *
 * @param faults usually SIMULATOR and TASK, optionally ENVIRONMENT
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
  return `${count} rollouts with fault ${faults.join(', ')} are excluded; only failures have faults, so the figures are biased upward`;
}
