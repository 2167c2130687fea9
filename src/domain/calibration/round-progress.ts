/** Progress of a calibration round. */
export type RoundProgress = {
  readonly phase: 'bootstrap' | 'permutation' | 'audit';
  readonly done: number;
  readonly total: number;
};
export type OnProgress = (progress: RoundProgress) => void;

/** Each purpose draws from its own stream of the round's seed: more draws of one do not change another. */
export const RANDOM_STREAMS = { BOOTSTRAP: 0, PERMUTATION: 1, FOLDS: 2 } as const;
