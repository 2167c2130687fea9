import type { ComputeProgress } from './compute-tasks';

const PROGRESS_INTERVAL_MS = 100;

/** Forwards the first progress of each phase, then at most ten per second within a phase. */
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
