import { setMaxListeners } from 'node:events';

/** Thrown when the time of a conversation is over. */
export class TimeIsOver extends Error {
  constructor(readonly deadlineMs: number) {
    super(`the conversation took longer than ${deadlineMs} ms`);
    this.name = 'TimeIsOver';
  }
}

/** How much time a conversation has, and who else may end it. */
export type TimeLimitSettings = {
  /** Milliseconds, above 0. */
  readonly deadlineMs: number;
  /** Ends every wait with its reason. */
  readonly signal: AbortSignal;
  /** Milliseconds since some moment, never going back. */
  readonly now: () => number;
};

/**
 * Ends what is waited for when time is over or the caller's signal says so, also when what is waited for ignores its signal.
 * `close` it when it is no longer needed: it holds a timer.
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
   * Wait for a call that gets the signal of this limit. A call that goes on after the end is left alone, and what it comes to is
   * not looked at.
   *
   * @throws TimeIsOver when time is over
   * @throws the reason of the caller's signal when that one is aborted, else what the call throws
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

  /** A conversation that never waits for anything gives no timer a chance to fire, so the clock is read as well. */
  private check(): void {
    if (!this.controller.signal.aborted && this.settings.now() >= this.endsAt) this.end();
    this.controller.signal.throwIfAborted();
  }

  private end(): void {
    this.controller.abort(new TimeIsOver(this.settings.deadlineMs));
  }
}

/** As many conversations as run at a time share a signal. Each takes its listener away again, so that many are no leak. */
function listenAmongMany(signal: AbortSignal, listener: () => void): void {
  setMaxListeners(0, signal);
  signal.addEventListener('abort', listener, { once: true });
}
