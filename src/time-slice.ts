import { setImmediate } from 'node:timers/promises';

/** How long one piece of work may keep the event loop, milliseconds. */
const SLICE_MS = 5;

/** The last piece of work in the queue for the event loop. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Cuts long work on the event loop into slices of a few milliseconds. Between two slices timers and other requests run, and
 * of all work that is cut up so only one slice runs in a round of the loop, however many wait.
 */
export class TimeSlice {
  private endsAt = performance.now() + SLICE_MS;

  /** @param signal ends the work between two slices */
  constructor(private readonly signal?: AbortSignal) {}

  get isUsedUp(): boolean {
    return performance.now() >= this.endsAt;
  }

  /** Waits for the next slice. @throws the signal's reason when the work is no longer wanted */
  async next(): Promise<void> {
    last = last.then(() => setImmediate());
    await last;
    this.signal?.throwIfAborted();
    this.endsAt = performance.now() + SLICE_MS;
  }
}
