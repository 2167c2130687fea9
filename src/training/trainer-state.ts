import { EMPTY_GATE, type GateState } from '../domain/calibration/gating/gate-state';
import type { TierValues } from '../domain/calibration/schemes/reward-scheme';
import type { TrainingWarning } from '../domain/training/training-warnings';
import type { UpdateMetrics } from '../domain/training/update-metrics';

/** State that a run carries between updates, besides parameters and optimizer. Plain JSON. */
export type TrainerState = {
  /** Number of completed updates. */
  readonly update: number;
  /** Tier values in use. */
  readonly values: TierValues;
  /** Gating memory of tier correlations; kept even without gating, because mismatches are counted against it. */
  readonly gate: GateState;
  /** The first and the newest metrics, as many as the warnings need. */
  readonly history: readonly UpdateMetrics[];
  /** Update of the last warning of each kind and tier, to avoid immediate repetition. */
  readonly warnedAt: Readonly<Record<string, number>>;
  /** Best pass rate on the validation tasks so far; null before an evaluation. */
  readonly bestPassRate: number | null;
  readonly evaluationsWithoutGain: number;
};

/** State of a run before its first update. */
export function beginTraining(values: TierValues): TrainerState {
  return {
    update: 0,
    values,
    gate: EMPTY_GATE,
    history: [],
    warnedAt: {},
    bestPassRate: null,
    evaluationsWithoutGain: 0,
  };
}

/** Appends the newest metrics to the history and drops those that no warning needs. @param window of the warnings */
export function extendHistory(
  history: readonly UpdateMetrics[],
  newest: UpdateMetrics,
  window: number,
): readonly UpdateMetrics[] {
  const all = [...history, newest];
  return all.length <= 2 * window ? all : [...all.slice(0, window), ...all.slice(-window)];
}

/** The warnings not raised within the last `pause` updates, and the update at which each was last raised. */
export function withoutRepeated(
  warnings: readonly TrainingWarning[],
  warnedAt: TrainerState['warnedAt'],
  pause: number,
): { readonly warnings: TrainingWarning[]; readonly warnedAt: TrainerState['warnedAt'] } {
  const nameOf = ({ kind, tier }: TrainingWarning): string => `${kind} ${tier ?? ''}`;
  const fresh = warnings.filter((warning) => {
    const last = warnedAt[nameOf(warning)];
    return last === undefined || warning.update - last >= pause;
  });
  return { warnings: fresh, warnedAt: { ...warnedAt, ...Object.fromEntries(fresh.map((w) => [nameOf(w), w.update])) } };
}
