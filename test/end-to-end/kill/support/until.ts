import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 50;

/**
 * Waits until the probe gives something other than null. A probe that fails counts as null: what is asked may just be down.
 *
 * @param what is waited for, for the message
 * @throws Error after `limitMs`, with the last failure as its cause
 */
export async function until<Found>(
  what: string,
  limitMs: number,
  probe: () => Promise<Found | null> | Found | null,
): Promise<Found> {
  const deadline = performance.now() + limitMs;
  let cause: unknown = null;
  while (performance.now() < deadline) {
    try {
      const found = await probe();
      if (found !== null) return found;
      cause = null;
    } catch (error) {
      cause = error;
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(`waited ${limitMs} ms in vain: ${what}`, { cause });
}
