import type { PackedDecisions } from './pack-decisions';

/** What the scoring thread can be asked. */
export type ScoreCalls = {
  readonly open: { readonly input: Uint8Array; readonly output: null };
  readonly score: { readonly input: PackedDecisions; readonly output: Float32Array };
};
