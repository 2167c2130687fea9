import { InvalidInputError } from '../../errors';
import { TIER_CODES, type Tier } from '../classification/tier';
import { NO_ROLLOUTS_LEFT_OUT, type CalibrationInput, type LeftOutCounts } from './calibration-input';

/** A SCORED rollout whose turns were classified. */
export type ClassifiedRollout = {
  readonly taskId: string;
  /** Group key: equal for the rollouts of one task under one policy. */
  readonly groupKey: string;
  readonly outcome: number;
  readonly turns: readonly { readonly tier: Tier; readonly score: number }[];
};

/**
 * Packs classified rollouts into the typed arrays of a calibration: first round, no previous values.
 *
 * @param rollouts SCORED rollouts only, any number, in any order; tasks and groups are numbered in order of appearance
 * @param leftOut how many other rollouts were excluded, by outcome class
 * @returns an input for the first round; `{ ...input, roundNumber, previousValues }` is that of a later round
 * @throws InvalidInputError when an outcome is not finite
 */
export function packRollouts(
  rollouts: readonly ClassifiedRollout[],
  leftOut: LeftOutCounts = NO_ROLLOUTS_LEFT_OUT,
): CalibrationInput {
  const turnCount = rollouts.reduce((sum, { turns }) => sum + turns.length, 0);
  const tasks = new Map<string, number>();
  const groups = new Map<string, number>();
  const packed = {
    taskIndex: new Uint32Array(rollouts.length),
    groupIndex: new Uint32Array(rollouts.length),
    outcomes: new Float64Array(rollouts.length),
    turnOffsets: new Uint32Array(rollouts.length + 1),
    tierCodes: new Uint8Array(turnCount),
    scores: new Float64Array(turnCount),
  };
  let position = 0;
  rollouts.forEach(({ taskId, groupKey, outcome, turns }, i) => {
    if (!Number.isFinite(outcome)) {
      throw new InvalidInputError(`rollout ${i} of task ${taskId} has outcome ${outcome}; it must be a finite number`);
    }
    packed.taskIndex[i] = numberOf(tasks, taskId);
    packed.groupIndex[i] = numberOf(groups, groupKey);
    packed.outcomes[i] = outcome;
    for (const { tier, score } of turns) {
      packed.tierCodes[position] = TIER_CODES[tier];
      packed.scores[position] = score;
      position += 1;
    }
    packed.turnOffsets[i + 1] = position;
  });
  return { taskIds: [...tasks.keys()], ...packed, leftOut, roundNumber: 1, previousValues: null };
}

/** Index of a name among those seen so far; a new name gets the next index. */
function numberOf(seen: Map<string, number>, name: string): number {
  const known = seen.get(name);
  if (known !== undefined) return known;
  seen.set(name, seen.size);
  return seen.size - 1;
}
