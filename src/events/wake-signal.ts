/** Wakes one waiter. If raised while nobody waits, it stays raised until cleared, so no signal is lost. */
export class WakeSignal {
  private isRaised = false;
  private wake: (() => void) | null = null;

  raise(): void {
    this.isRaised = true;
    this.wake?.();
  }

  clear(): void {
    this.isRaised = false;
  }

  /**
   * Resolves when the wake signal is raised, after `timeoutMs`, or when `signal` aborts; at once if it is already
   * raised or aborted.
   */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.isRaised || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        this.wake = null;
        resolve();
      };
      const timer = setTimeout(end, timeoutMs);
      signal.addEventListener('abort', end);
      this.wake = end;
    });
  }
}
