import { EMPTY_GATE, type GateState } from '../domain/calibration/gating/gate-state';
import type { TierValues } from '../domain/calibration/schemes/reward-scheme';
import type { TrainingWarning } from '../domain/training/training-warnings';
import type { UpdateMetrics } from '../domain/training/update-metrics';

/** Everything that a run carries from one update to the next beside parameters and optimizer. Plain JSON. */
export type TrainerState = {
  /** Updates done. */
  readonly update: number;
  /** Tier values in use. */
  readonly values: TierValues;
  /** What is remembered of the tiers' power; also without gating, because mismatches are counted against it. */
  readonly gate: GateState;
  /** The first and the newest metrics, as many as warnings look at. */
  readonly history: readonly UpdateMetrics[];
  /** Update of the last warning of each kind and tier, so that one is not repeated at once. */
  readonly warnedAt: Readonly<Record<string, number>>;
  /** Best pass rate on the validation tasks so far; null before an evaluation. */
  readonly bestPassRate: number | null;
  readonly evaluationsWithoutGain: number;
};

/** A run before its first update. */
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

/** The history with the newest metrics, without what no warning looks at. @param window of the warnings */
export function extendHistory(
  history: readonly UpdateMetrics[],
  newest: UpdateMetrics,
  window: number,
): readonly UpdateMetrics[] {
  const all = [...history, newest];
  return all.length <= 2 * window ? all : [...all.slice(0, window), ...all.slice(-window)];
}

/** The warnings that were not given within the last `pause` updates, and when each was given last. */
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
