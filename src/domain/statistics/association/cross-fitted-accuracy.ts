import { InvalidInputError } from '../../../errors';
import { rankPairs } from './roc-area';

/** Rollouts in folds of tasks, with a function that scores them by a fit to the other folds. */
export type CrossFit = {
  /** Fold of each rollout, from 0 to foldCount - 1; all rollouts of a task must share it. */
  readonly foldOf: Uint32Array;
  readonly foldCount: number;
  /** Per rollout: true when it passes. */
  readonly isPositive: readonly boolean[];
  /** Scores of the rollouts at the given positions, fitted without the rollouts of `heldOutFold`. */
  readonly scoresOf: (heldOutFold: number, positions: readonly number[]) => ArrayLike<number>;
};

/**
 * Area under the ROC curve where each rollout is scored by values fitted without its task. Pairs are compared only
 * within a fold, because each fold has its own values on its own scale.
 *
 * @returns 0 to 1, ties counted half; null when no fold holds both a positive and a negative
 * @throws InvalidInputError when lengths differ, a fold is out of range, or a score is not finite
 * @see specs/calibration.md section 3 (ours)
 */
export function crossFittedAccuracy({ foldOf, foldCount, isPositive, scoresOf }: CrossFit): number | null {
  if (foldOf.length !== isPositive.length) {
    throw new InvalidInputError(`${foldOf.length} folds were given for ${isPositive.length} outcomes`);
  }
  const positionsOf = Array.from({ length: foldCount }, (): number[] => []);
  foldOf.forEach((fold, position) => {
    const positions = positionsOf[fold];
    if (positions === undefined)
      throw new InvalidInputError(`fold ${fold} is out of range: there are ${foldCount} folds`);
    positions.push(position);
  });

  let rightlyRanked = 0;
  let pairs = 0;
  positionsOf.forEach((positions, fold) => {
    const ranked = rankPairs(
      scoresOf(fold, positions),
      positions.map((position) => isPositive[position] === true),
    );
    rightlyRanked += ranked.rightlyRanked;
    pairs += ranked.pairs;
  });
  return pairs === 0 ? null : rightlyRanked / pairs;
}
