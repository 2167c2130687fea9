import type { OutcomeClass } from '../trajectory';
import type { TierValues } from './schemes/reward-scheme';

/** Number of rollouts excluded from a calibration, by reason; SCORED rollouts are never excluded. */
export type LeftOutCounts = Readonly<Record<Exclude<OutcomeClass, 'SCORED'>, number>>;

/**
 * The SCORED rollouts of one calibration round in typed arrays: R rollouts, K turns in total, T tasks. It can be cloned
 * to a worker thread and its buffers transferred. Build it with `packRollouts`.
 */
export type CalibrationInput = {
  /** The name of each task, length T. */
  readonly taskIds: readonly string[];
  /** Index into `taskIds` of each rollout's task, length R. */
  readonly taskIndex: Uint32Array;
  /** Group of each rollout, length R, from 0: rollouts of the same task under the same policy share it. */
  readonly groupIndex: Uint32Array;
  /** Reward of each rollout, length R, finite. */
  readonly outcomes: Float64Array;
  /** Rollout i has the turns `turnOffsets[i]` to `turnOffsets[i + 1] - 1`; length R + 1, starting at 0, ending at K. */
  readonly turnOffsets: Uint32Array;
  /** TIER_CODES of each turn, length K. */
  readonly tierCodes: Uint8Array;
  /** Score of each turn, length K: 1, or 0.5 to 1 for SOFT_MATCH. */
  readonly scores: Float64Array;
  readonly leftOut: LeftOutCounts;
  /** Number of this round, from 1. */
  readonly roundNumber: number;
  /**
   * Values that the previous round proposed for the same rollouts; null in a first round, or when the rollouts differ.
   */
  readonly previousValues: TierValues | null;
};

/** No rollout was excluded. */
export const NO_ROLLOUTS_LEFT_OUT: LeftOutCounts = {
  UNSCORED: 0,
  INFRASTRUCTURE_FAILURE: 0,
  SIMULATOR_FAILURE: 0,
  TIMEOUT: 0,
};
