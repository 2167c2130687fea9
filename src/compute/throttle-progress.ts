import type { ComputeProgress } from './compute-tasks';

const PROGRESS_INTERVAL_MS = 100;

/** Passes on the first progress of each phase, and within a phase at most ten a second, however often it is called. */
export function throttleProgress(tell: (progress: ComputeProgress) => void): (progress: ComputeProgress) => void {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let toldPhase: string | null = null;
  return (progress) => {
    const nowMs = performance.now();
    if (progress.phase === toldPhase && nowMs - toldAtMs < PROGRESS_INTERVAL_MS) return;
    toldAtMs = nowMs;
    toldPhase = progress.phase;
    tell(progress);
  };
}
