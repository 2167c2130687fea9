/** Wakes one waiter. Rung while nobody waits, it stays rung until it is silenced, so a ring is never lost. */
export class Bell {
  private isRung = false;
  private wake: (() => void) | null = null;

  ring(): void {
    this.isRung = true;
    this.wake?.();
  }

  silence(): void {
    this.isRung = false;
  }

  /** Resolves when it rings, after `timeoutMs`, or when the signal aborts; at once when it was rung or aborted already. */
  wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.isRung || signal.aborted) return Promise.resolve();
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
