import { setMaxListeners } from 'node:events';

/** Thrown when a conversation exceeds its time limit. */
export class TimeIsOver extends Error {
  constructor(readonly deadlineMs: number) {
    super(`the conversation took longer than ${deadlineMs} ms`);
    this.name = 'TimeIsOver';
  }
}

/** Time limit of a conversation, and the caller's abort signal. */
export type TimeLimitSettings = {
  /** Milliseconds, above 0. */
  readonly deadlineMs: number;
  /** Aborts every wait with its reason. */
  readonly signal: AbortSignal;
  /** Monotonic clock in ms. */
  readonly now: () => number;
};

/**
 * Ends pending calls when time is over or the caller's signal aborts, even if a call ignores its signal. Call `close`
 * when done, because it holds a timer.
 */
export class TimeLimit {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly endsAt: number;
  private readonly forwardAbort = (): void => {
    this.controller.abort(this.settings.signal.reason);
  };

  constructor(private readonly settings: TimeLimitSettings) {
    const { deadlineMs, signal, now } = settings;
    this.endsAt = now() + deadlineMs;
    this.timer = setTimeout(() => {
      this.end();
    }, deadlineMs);
    if (signal.aborted) this.forwardAbort();
    else listenAmongMany(signal, this.forwardAbort);
  }

  /**
   * Await a call, which gets the signal of this limit. A call that continues after the end is abandoned, and its result
   * ignored.
   *
   * @throws TimeIsOver when time is over
   * @throws the reason of the caller's signal when aborted, otherwise what the call throws
   */
  async wait<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.check();
    const { signal } = this.controller;
    let notice = (): void => undefined;
    const ended = new Promise<null>((resolve) => {
      notice = () => {
        resolve(null);
      };
    });
    signal.addEventListener('abort', notice);
    try {
      const called = await Promise.race([call(signal).then((value) => ({ value })), ended]);
      this.check();
      if (called === null) throw new TimeIsOver(this.settings.deadlineMs);
      return called.value;
    } catch (error) {
      this.check();
      throw error;
    } finally {
      signal.removeEventListener('abort', notice);
    }
  }

  close(): void {
    clearTimeout(this.timer);
    this.settings.signal.removeEventListener('abort', this.forwardAbort);
  }

  /** Timers cannot fire in a conversation that never yields, so the clock is read as well. */
  private check(): void {
    if (!this.controller.signal.aborted && this.settings.now() >= this.endsAt) this.end();
    this.controller.signal.throwIfAborted();
  }

  private end(): void {
    this.controller.abort(new TimeIsOver(this.settings.deadlineMs));
  }
}

/** Concurrent conversations share one signal. Each removes its listener afterwards, so none leak. */
function listenAmongMany(signal: AbortSignal, listener: () => void): void {
  setMaxListeners(0, signal);
  signal.addEventListener('abort', listener, { once: true });
}
