import { InvalidInputError } from '../../errors';
import { type Decision, STATE_FEATURE_COUNT } from '../../policy/candidates/decision';
import { packDecisions } from '../../policy/scoring/pack-decisions';

/** Decisions of a batch as arrays, for the learner's thread. */
export type PackedBatch = {
  /** Row-major [rows, FEATURE_COUNT]. */
  readonly features: Float32Array<ArrayBuffer>;
  /** Row-major [decisions, STATE_FEATURE_COUNT]; null without a critic. */
  readonly stateFeatures: Float32Array<ArrayBuffer> | null;
  readonly candidateCounts: readonly number[];
};

/** Slot of each candidate's row within its decision; see `RowGroups`. */
export type Slots = {
  readonly count: number;
  readonly rowOfSlot: Int32Array;
  readonly slotOfRow: Int32Array;
};

/** @throws InvalidInputError when there are no decisions, or one has the wrong number of features */
export function packBatch(decisions: readonly Decision[], { hasCritic }: { readonly hasCritic: boolean }): PackedBatch {
  if (decisions.length === 0) throw new InvalidInputError('the batch has no decisions');
  const { features, candidateCounts } = packDecisions(decisions);
  return { features, candidateCounts, stateFeatures: hasCritic ? packStates(decisions) : null };
}

/** The buffers to transfer to a thread. */
export function buffersOf({ features, stateFeatures }: PackedBatch): ArrayBuffer[] {
  return stateFeatures === null ? [features.buffer] : [features.buffer, stateFeatures.buffer];
}

/** Slots per decision: the max number of candidates of a decision. */
export function layOutSlots(candidateCounts: readonly number[]): Slots {
  const rows = candidateCounts.reduce((total, count) => total + count, 0);
  const count = candidateCounts.reduce((most, each) => Math.max(most, each), 0);
  const rowOfSlot = new Int32Array(candidateCounts.length * count).fill(rows);
  const slotOfRow = new Int32Array(rows);
  let row = 0;
  candidateCounts.forEach((candidates, decision) => {
    for (let slot = 0; slot < candidates; slot += 1) {
      rowOfSlot[decision * count + slot] = row;
      slotOfRow[row] = decision * count + slot;
      row += 1;
    }
  });
  return { count, rowOfSlot, slotOfRow };
}

function packStates(decisions: readonly Decision[]): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(decisions.length * STATE_FEATURE_COUNT);
  decisions.forEach(({ stateFeatures }, index) => {
    if (stateFeatures.length !== STATE_FEATURE_COUNT) {
      throw new InvalidInputError(
        `decision ${index} has ${stateFeatures.length} state features; expected ${STATE_FEATURE_COUNT}`,
      );
    }
    packed.set(stateFeatures, index * STATE_FEATURE_COUNT);
  });
  return packed;
}
