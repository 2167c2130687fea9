/** Wakes one waiter. Raised while nobody waits, it stays raised until it is cleared, so no signal is lost. */
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

  /** Resolves when it is raised, after `timeoutMs`, or when the signal aborts; at once when it was raised or aborted before. */
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
