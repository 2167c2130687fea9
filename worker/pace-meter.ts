import { type JobPace, UNKNOWN_PACE } from '../src/services/jobs/job-runs';

/** Over a shorter time, a rate is noise. */
const SHORTEST_SPAN_MS = 500;

/** Speed of a job: the mean rate since its phase began. */
export class PaceMeter {
  private start: { readonly phase: string; readonly done: number; readonly atMs: number } | null = null;
  private lastDone = 0;

  /**
   * @param done units done in this phase
   * @param total units of this phase, or null while unknown
   * @param nowMs time of any monotonic clock
   * @returns units per second and seconds to the end of the phase; both null during the first half second
   */
  measure(phase: string, done: number, total: number | null, nowMs: number): JobPace {
    if (this.start?.phase !== phase || done < this.lastDone) this.start = { phase, done, atMs: nowMs };
    this.lastDone = done;
    const spanMs = nowMs - this.start.atMs;
    const gained = done - this.start.done;
    if (spanMs < SHORTEST_SPAN_MS || gained === 0) return UNKNOWN_PACE;
    const ratePerSecond = (gained / spanMs) * 1000;
    return { ratePerSecond, secondsLeft: total === null ? null : Math.max(total - done, 0) / ratePerSecond };
  }
}
