import { TIERS } from '../../classification/tier';
import { createRandom } from '../../random';
import { assignFolds } from '../../statistics/association/assign-folds';
import { crossFittedAccuracy } from '../../statistics/association/cross-fitted-accuracy';
import { pearson } from '../../statistics/association/pearson';
import { rocArea } from '../../statistics/association/roc-area';
import type { CalibrationInput } from '../calibration-input';
import type { SchemeQuality } from '../calibration-report';
import { meanTurnRewards } from '../tiers/mean-turn-rewards';
import { isPassing } from '../passing';
import type { TierValues } from './reward-scheme';
import { RANDOM_STREAMS } from '../round-progress';

/**
 * Mean rewards that differ by less than this, in units of the largest tier value, are ties: the difference is rounding
 * error.
 */
const TIE = 1e-12;

/** How to fit tier values, and the folds to fit them on. */
export type CrossFitting = {
  readonly folds: number;
  readonly seed: number;
  /** Fits tier values on the tasks whose entry is 1; tasks with entry 0 are held out. */
  readonly fit: (timesDrawn: Uint32Array) => TierValues;
};

/**
 * How well the mean turn reward under tier values separates passing from failing rollouts. Rollouts without turns have
 * no mean turn reward and are skipped.
 *
 * @param values the scheme to judge
 * @param crossFitting how the values are fitted, for the cross-fitted accuracy
 * @see specs/calibration.md section 3
 */
export function judgeScheme(input: CalibrationInput, values: TierValues, crossFitting: CrossFitting): SchemeQuality {
  const judged = rolloutsWithTurns(input);
  const folds = Math.min(crossFitting.folds, input.taskIds.length);
  const foldOfTask = assignFolds(
    input.taskIds.length,
    Math.max(1, folds),
    createRandom(crossFitting.seed, RANDOM_STREAMS.FOLDS),
  );
  return {
    discriminativeAccuracy: discriminativeAccuracy(input, values),
    crossFittedAccuracy: crossFittedAccuracy({
      foldOf: Uint32Array.from(judged, (i) => foldOfTask[input.taskIndex[i]!]!),
      foldCount: folds,
      isPositive: judged.map((i) => isPassing(input.outcomes[i]!)),
      scoresOf: (heldOutFold, positions) => {
        const fitted = crossFitting.fit(foldOfTask.map((fold) => (fold === heldOutFold ? 0 : 1)));
        const fittedRewards = meanTurnRewards(input, fitted);
        return positions.map((position) => withTies(fittedRewards[judged[position]!]!, fitted));
      },
    }),
    folds,
    rewardOutcomeCorrelation: rewardOutcomeCorrelation(input, values),
  };
}

/**
 * Area under the ROC of the mean turn reward against passing, over the rollouts that have turns.
 *
 * @returns 0 to 1, ties counted half; null when all pass or all fail
 */
export function discriminativeAccuracy(input: CalibrationInput, values: TierValues): number | null {
  const judged = rolloutsWithTurns(input);
  const rewards = meanTurnRewards(input, values);
  return rocArea(
    judged.map((i) => withTies(rewards[i]!, values)),
    judged.map((i) => isPassing(input.outcomes[i]!)),
  );
}

/**
 * Correlation of the mean turn reward with the outcome over the rollouts that have turns.
 *
 * @returns -1 to 1; null when either is constant
 */
export function rewardOutcomeCorrelation(input: CalibrationInput, values: TierValues): number | null {
  const judged = rolloutsWithTurns(input);
  const rewards = meanTurnRewards(input, values);
  return pearson(
    judged.map((i) => withTies(rewards[i]!, values)),
    judged.map((i) => input.outcomes[i]!),
  );
}

function rolloutsWithTurns({ outcomes, turnOffsets }: CalibrationInput): number[] {
  return Array.from(outcomes.keys()).filter((i) => turnOffsets[i + 1]! > turnOffsets[i]!);
}

/**
 * The reward in units of the largest absolute tier value (the figures here do not depend on scale), rounded to the
 * width of a tie.
 */
function withTies(reward: number, values: TierValues): number {
  const largest = TIERS.reduce((most, tier) => Math.max(most, Math.abs(values[tier])), 0);
  return largest === 0 ? 0 : Math.round(reward / largest / TIE) * TIE;
}
