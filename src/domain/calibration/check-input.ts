import { InvalidInputError } from '../../errors';
import { TIERS } from '../classification/tier';
import { requireFinite } from '../statistics/numeric/require-finite';
import type { CalibrationInput } from './calibration-input';

/**
 * Rejects inconsistent typed arrays, which would otherwise be read as different rollouts without an error.
 *
 * @throws InvalidInputError naming the array and the rule that it breaks: lengths, offsets that rise from 0 to the
 *   number of turns, indexes in range, tier codes below 7, finite outcomes and scores, a round number of at least 1
 */
export function checkCalibrationInput(input: CalibrationInput): void {
  const { taskIds, taskIndex, groupIndex, outcomes, turnOffsets, tierCodes, scores, roundNumber } = input;
  const rollouts = outcomes.length;
  requireLength('taskIndex', taskIndex, rollouts);
  requireLength('groupIndex', groupIndex, rollouts);
  requireLength('turnOffsets', turnOffsets, rollouts + 1);
  requireLength('scores', scores, tierCodes.length);
  requireBelow('taskIndex', taskIndex, taskIds.length);
  requireBelow('groupIndex', groupIndex, rollouts);
  requireBelow('tierCodes', tierCodes, TIERS.length);
  requireFinite('outcomes', outcomes);
  requireFinite('scores', scores);
  const isRising = turnOffsets.every((offset, i) => i === 0 || offset >= turnOffsets[i - 1]!);
  if (!isRising || turnOffsets[0] !== 0 || turnOffsets[rollouts] !== tierCodes.length) {
    throw new InvalidInputError(`turnOffsets must rise from 0 to ${tierCodes.length}, the number of turns`);
  }
  if (!Number.isInteger(roundNumber) || roundNumber < 1) {
    throw new InvalidInputError(`roundNumber is ${roundNumber}; it must be an integer of at least 1`);
  }
}

function requireLength(name: string, array: ArrayLike<number>, length: number): void {
  if (array.length !== length) throw new InvalidInputError(`${name} has length ${array.length}; it must be ${length}`);
}

function requireBelow(name: string, array: Uint32Array | Uint8Array, limit: number): void {
  const position = array.findIndex((value) => value >= limit);
  if (position < 0) return;
  throw new InvalidInputError(
    `${name} has ${String(array[position])} at position ${position}; it must be below ${limit}`,
  );
}
