import type { PackedDecisions } from './pack-decisions';

/** Calls of the scoring thread. */
export type ScoreCalls = {
  readonly open: { readonly input: Uint8Array; readonly output: null };
  readonly score: { readonly input: PackedDecisions; readonly output: Float32Array };
};
