import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { EstimatorName } from '../../domain/advantages/estimators';
import type { Distribution, SchemeSide } from '../../domain/calibration/schemes/compare-schemes';
import type { StoredSchemeComparison } from '../../services/calibration/compare-schemes';
import { EstimatorEnum } from './calibration-enums';

@ObjectType('Distribution', { description: 'Where numbers lie; every member but `count` is null when there are none.' })
export class DistributionType implements Distribution {
  @Field(() => Int, { description: 'How many numbers.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'Their mean.' })
  mean!: number | null;

  @Field(() => Float, { nullable: true, description: 'The smallest.' })
  min!: number | null;

  @Field(() => Float, { nullable: true, description: 'A quarter lies below, by linear interpolation.' })
  lowerQuartile!: number | null;

  @Field(() => Float, { nullable: true, description: 'Half lie below.' })
  median!: number | null;

  @Field(() => Float, { nullable: true, description: 'Three quarters lie below.' })
  upperQuartile!: number | null;

  @Field(() => Float, { nullable: true, description: 'The largest.' })
  max!: number | null;
}

@ObjectType('SchemeSide', { description: 'What one reward scheme makes of the rollouts.' })
export class SchemeSideType implements SchemeSide {
  @Field(() => DistributionType, { description: 'Rewards of the turns.' })
  turnReward!: Distribution;

  @Field(() => DistributionType, { description: 'Mean turn rewards of the rollouts that have turns.' })
  rolloutReward!: Distribution;

  @Field(() => Float, {
    nullable: true,
    description: 'Groups whose advantages are all below 1e-9, over the groups with turns; null without such groups.',
  })
  deadGroupShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the turns with an absolute advantage below 1e-9; null without turns.',
  })
  deadTurnShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Area under the ROC of the mean turn reward against passing; null when all pass or all fail.',
  })
  discriminativeAccuracy!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Correlation of the mean turn reward with the outcome; null when either is constant.',
  })
  rewardOutcomeCorrelation!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Correlation of the advantage with the outcome, over turns; null when either is constant.',
  })
  advantageOutcomeCorrelation!: number | null;
}

@ObjectType('SchemeComparison', { description: 'The same rollouts rewarded under two schemes; nothing is stored.' })
export class SchemeComparisonType {
  @Field(() => Int, { description: 'SCORED rollouts that it used: all that the filter picks.' })
  rolloutCount!: number;

  @Field(() => Int, { description: 'Turns of those rollouts.' })
  turnCount!: number;

  @Field(() => Int, { description: 'Groups of those rollouts: same task, same policy.' })
  groupCount!: number;

  @Field(() => EstimatorEnum, { description: 'The estimator whose advantages it looked at.' })
  estimator!: EstimatorName;

  @Field(() => SchemeSideType, { description: 'Under the first scheme.' })
  before!: SchemeSide;

  @Field(() => SchemeSideType, { description: 'Under the second scheme.' })
  after!: SchemeSide;

  @Field(() => Int, { description: 'Turns whose advantage has opposite signs under the two.' })
  signFlips!: number;

  @Field(() => Int, { description: 'Turns whose advantage is 0 under neither.' })
  comparableTurns!: number;

  @Field(() => Float, { nullable: true, description: '`signFlips` over `comparableTurns`; null without such turns.' })
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
