import type { Pauses } from '../../../src/endpoints/endpoint-client';

/** Pauses that take no time, and what they would have been. */
export type RecordedPauses = Pauses & { readonly delaysMs: readonly number[] };

/** @param nowMs what the clock shows @param draw what chance gives */
export function recordPauses(nowMs = 0, draw = 0): RecordedPauses {
  const delaysMs: number[] = [];
  return {
    delaysMs,
    sleep: (ms) => {
      delaysMs.push(ms);
      return Promise.resolve();
    },
    draw: () => draw,
    now: () => nowMs,
  };
}
