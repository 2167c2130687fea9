import { auditAdvantages } from '../../advantages/audit-advantages';
import type { EstimatorSettings } from '../../advantages/estimator-settings';
import type { EstimatorName } from '../../advantages/estimators';
import { estimators } from '../../advantages/estimators';
import { mapTiers } from '../../classification/tier';
import { quantile } from '../../statistics/intervals/quantile';
import type { CalibrationInput } from '../calibration-input';
import { groupRollouts, type RewardedRollouts } from '../group-rollouts';
import { meanTurnRewards, turnRewards } from '../tiers/mean-turn-rewards';
import type { TierValues } from './reward-scheme';
import { discriminativeAccuracy, rewardOutcomeCorrelation } from './scheme-quality';

/** Summary of a list of numbers; every member is null when the list is empty. */
export type Distribution = {
  readonly count: number;
  readonly mean: number | null;
  readonly min: number | null;
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
  readonly max: number | null;
};

/** Figures of the rollouts under one scheme. */
export type SchemeSide = {
  readonly turnReward: Distribution;
  /** Distribution of the mean turn reward over rollouts with turns. */
  readonly rolloutReward: Distribution;
  /** Share of groups whose advantages are all dead, among groups with turns; null without such groups. */
  readonly deadGroupShare: number | null;
  readonly deadTurnShare: number | null;
  /** Area under the ROC of the mean turn reward against passing; null when all pass or all fail. */
  readonly discriminativeAccuracy: number | null;
  /** Correlation of the mean turn reward with the outcome; null when either is constant. */
  readonly rewardOutcomeCorrelation: number | null;
  /** Correlation of the advantage with the outcome over turns. */
  readonly advantageOutcomeCorrelation: number | null;
};

export type SchemeComparison = {
  readonly rollouts: number;
  readonly turns: number;
  readonly groups: number;
  readonly before: SchemeSide;
  readonly after: SchemeSide;
  /** Number of turns whose advantage has opposite signs under the two schemes. */
  readonly signFlips: number;
  /**
   * Number of turns with a nonzero advantage (at least 1e-9 in absolute value) under both schemes: the denominator of
   * the share.
   */
  readonly comparableTurns: number;
  readonly signFlipShare: number | null;
};

export type SchemePair = { readonly before: TierValues; readonly after: TierValues };

const DEAD = 1e-9;

/**
 * Rewards the same rollouts under two schemes and reports what changes in the rewards and in the advantages that a
 * trainer would use.
 *
 * @throws InvalidInputError when a setting of the estimator is out of range
 */
export function compareSchemes(
  input: CalibrationInput,
  pair: SchemePair,
  estimator: { readonly name: EstimatorName; readonly settings: EstimatorSettings },
): SchemeComparison {
  const before = groupRollouts(input, pair.before);
  const after = groupRollouts(input, pair.after);
  const flips = countSignFlips(
    estimators[estimator.name](before.groups, estimator.settings).flat(),
    estimators[estimator.name](after.groups, estimator.settings).flat(),
  );
  return {
    rollouts: input.outcomes.length,
    turns: input.tierCodes.length,
    groups: before.groups.length,
    before: describeSide(input, pair.before, { rewarded: before, estimator }),
    after: describeSide(input, pair.after, { rewarded: after, estimator }),
    ...flips,
  };
}

type RewardedSide = {
  readonly rewarded: RewardedRollouts;
  readonly estimator: { readonly name: EstimatorName; readonly settings: EstimatorSettings };
};

function describeSide(input: CalibrationInput, values: TierValues, { rewarded, estimator }: RewardedSide): SchemeSide {
  const intendedSigns = mapTiers(() => null);
  const audit = auditAdvantages(estimator.name, { ...rewarded, intendedSigns, settings: estimator.settings });
  const means = meanTurnRewards(input, values).filter((mean) => mean !== null);
  return {
    turnReward: describeDistribution(turnRewards(input, values)),
    rolloutReward: describeDistribution(means),
    deadGroupShare: audit.deadGroupShare,
    deadTurnShare: audit.deadTurnShare,
    discriminativeAccuracy: discriminativeAccuracy(input, values),
    rewardOutcomeCorrelation: rewardOutcomeCorrelation(input, values),
    advantageOutcomeCorrelation: audit.outcomeCorrelation,
  };
}

function describeDistribution(values: ArrayLike<number>): Distribution {
  const sum = Array.from(values).reduce((total, value) => total + value, 0);
  return {
    count: values.length,
    mean: values.length === 0 ? null : sum / values.length,
    min: quantile(values, 0),
    lowerQuartile: quantile(values, 0.25),
    median: quantile(values, 0.5),
    upperQuartile: quantile(values, 0.75),
    max: quantile(values, 1),
  };
}

function countSignFlips(
  before: readonly Float64Array[],
  after: readonly Float64Array[],
): Pick<SchemeComparison, 'signFlips' | 'comparableTurns' | 'signFlipShare'> {
  let signFlips = 0;
  let comparableTurns = 0;
  before.forEach((turns, i) => {
    turns.forEach((advantage, turn) => {
      const other = after[i]![turn]!;
      if (Math.abs(advantage) < DEAD || Math.abs(other) < DEAD) return;
      comparableTurns += 1;
      if (advantage > 0 !== other > 0) signFlips += 1;
    });
  });
  return { signFlips, comparableTurns, signFlipShare: comparableTurns === 0 ? null : signFlips / comparableTurns };
}
