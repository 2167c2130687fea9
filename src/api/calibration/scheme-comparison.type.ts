import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { EstimatorName } from '../../domain/advantages/estimators';
import type { Distribution, SchemeSide } from '../../domain/calibration/schemes/compare-schemes';
import type { StoredSchemeComparison } from '../../services/calibration/compare-schemes';
import { EstimatorEnum } from './calibration-enums';

@ObjectType('Distribution', {
  description: 'Distribution of numbers. All fields except `count` are null if there are none.',
})
export class DistributionType implements Distribution {
  @Field(() => Int, { description: 'Number of values.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'Mean value.' })
  mean!: number | null;

  @Field(() => Float, { nullable: true, description: 'Smallest value.' })
  min!: number | null;

  @Field(() => Float, { nullable: true, description: 'First quartile, by linear interpolation.' })
  lowerQuartile!: number | null;

  @Field(() => Float, { nullable: true, description: 'Median value.' })
  median!: number | null;

  @Field(() => Float, { nullable: true, description: 'Third quartile.' })
  upperQuartile!: number | null;

  @Field(() => Float, { nullable: true, description: 'Largest value.' })
  max!: number | null;
}

@ObjectType('SchemeSide', { description: 'Rewards and advantages of the rollouts under one scheme.' })
export class SchemeSideType implements SchemeSide {
  @Field(() => DistributionType, { description: 'Distribution of turn rewards.' })
  turnReward!: Distribution;

  @Field(() => DistributionType, { description: 'Distribution of the mean turn reward of rollouts that have turns.' })
  rolloutReward!: Distribution;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of groups with turns whose absolute advantages are all below 1e-9; null without such groups.',
  })
  deadGroupShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of turns with an absolute advantage below 1e-9; null without turns.',
  })
  deadTurnShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Area under the ROC curve of the mean turn reward as a predictor of passing; null if all rollouts pass or all fail.',
  })
  discriminativeAccuracy!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Correlation between mean turn reward and outcome; null if either is constant.',
  })
  rewardOutcomeCorrelation!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Correlation between a turn’s advantage and its rollout’s outcome; null if either is constant.',
  })
  advantageOutcomeCorrelation!: number | null;
}

@ObjectType('SchemeComparison', { description: 'The same rollouts rewarded under two schemes. Nothing is stored.' })
export class SchemeComparisonType {
  @Field(() => Int, { description: 'Number of SCORED rollouts used: all that match the filter.' })
  rolloutCount!: number;

  @Field(() => Int, { description: 'Number of turns in those rollouts.' })
  turnCount!: number;

  @Field(() => Int, { description: 'Number of groups (same task, same policy) in those rollouts.' })
  groupCount!: number;

  @Field(() => EstimatorEnum, { description: 'Estimator whose advantages are compared.' })
  estimator!: EstimatorName;

  @Field(() => SchemeSideType, { description: 'Results under the first scheme.' })
  before!: SchemeSide;

  @Field(() => SchemeSideType, { description: 'Results under the second scheme.' })
  after!: SchemeSide;

  @Field(() => Int, { description: 'Turns whose advantages have opposite signs under the two schemes.' })
  signFlips!: number;

  @Field(() => Int, { description: 'Turns whose advantage is nonzero under both schemes.' })
  comparableTurns!: number;

  @Field(() => Float, {
    nullable: true,
    description: '`signFlips` divided by `comparableTurns`; null without such turns.',
  })
  signFlipShare!: number | null;
}

export function toSchemeComparison(comparison: StoredSchemeComparison): SchemeComparisonType {
  const { rollouts, turns, groups, ...rest } = comparison;
  return Object.assign(new SchemeComparisonType(), {
    rolloutCount: rollouts,
    turnCount: turns,
    groupCount: groups,
    ...rest,
  });
}
