import { setTimeout as sleep } from 'node:timers/promises';

export type HeartbeatOptions = {
  /** Renews the lease; returns whether the claim is still the newest and whether cancellation was requested. */
  readonly renew: () => Promise<{ readonly held: boolean; readonly cancelRequested: boolean }>;
  readonly intervalMs: number;
  readonly onLost: () => void;
  readonly onCancel: () => void;
  /** Called when a heartbeat failed; the next one tries again. */
  readonly onError: (error: unknown) => void;
  /** Ends the heartbeats. */
  readonly signal: AbortSignal;
};

/** Max heartbeat interval, so that a cancellation is noticed within a second. */
const LONGEST_INTERVAL_MS = 1000;

/** @param leaseMs how long a silent worker keeps its job */
export function heartbeatIntervalMs(leaseMs: number): number {
  return Math.min(LONGEST_INTERVAL_MS, leaseMs / 3);
}

/** Sends heartbeats until the claim is lost, the job is cancelled or the signal aborts. */
export async function beat(options: HeartbeatOptions): Promise<void> {
  while (await pause(options.intervalMs, options.signal)) {
    try {
      const { held, cancelRequested } = await options.renew();
      if (options.signal.aborted) return;
      if (!held) {
        options.onLost();
        return;
      }
      if (cancelRequested) options.onCancel();
    } catch (error) {
      options.onError(error);
    }
  }
}

/** @returns false if the signal aborted instead */
async function pause(intervalMs: number, signal: AbortSignal): Promise<boolean> {
  return sleep(intervalMs, true, { signal }).catch(() => false);
}
