import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { TierAdvantage } from '../../domain/advantages/advantage-audit';
import { ESTIMATOR_NAMES, type EstimatorName } from '../../domain/advantages/estimators';
import { type Tier, TIERS } from '../../domain/classification/tier';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';
import type { StoredAudits } from '../../services/calibration/stored-report-parts';
import { EstimatorEnum } from './calibration-enums';

@ObjectType('TierAdvantage', { description: 'Advantages of the turns of one tier under one estimator.' })
export class TierAdvantageType implements TierAdvantage {
  @Field(() => TierEnum, { description: 'The tier.' })
  tier!: Tier;

  @Field(() => Int, { description: 'Number of turns of the tier.' })
  turns!: number;

  @Field(() => Float, { nullable: true, description: 'Mean advantage of its turns; null without turns.' })
  meanAdvantage!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Sign of the mean: -1, 0 (absolute value below 1e-9) or 1; null without turns.',
  })
  sign!: -1 | 0 | 1 | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Intended sign, which is that of the tier’s correlation with the outcome: -1 or 1; null for a tier without evidence.',
  })
  intendedSign!: -1 | 1 | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the sign differs from the intended one; null without turns or without an intended sign.',
  })
  isMismatch!: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the total absolute advantage that falls on this tier; null if all advantages are 0.',
  })
  absoluteShare!: number | null;
}

@ObjectType('EstimatorAudit', {
  description: 'Audit of a reward scheme under one advantage estimator (arXiv 2604.02869, Tables 1 to 3).',
})
export class EstimatorAudit {
  @Field(() => EstimatorEnum, { description: 'The estimator.' })
  estimator!: EstimatorName;

  @Field(() => Int, { description: 'Number of tiers whose mean advantage has the wrong sign.' })
  mismatches!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Correlation between a turn’s advantage and its rollout’s outcome; null if either is constant.',
  })
  outcomeCorrelation!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of turns with an absolute advantage below 1e-9, which carry no learning signal; null without turns.',
  })
  deadTurnShare!: number | null;

  @Field(() => Int, { description: 'Number of groups with turns whose advantages are all 0.' })
  deadGroups!: number;

  @Field(() => Float, {
    nullable: true,
    description: '`deadGroups` divided by the number of groups with turns; null without such groups.',
  })
  deadGroupShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of `signComparableTurns` whose advantage and whose outcome minus the group mean have opposite signs; null if there are none.',
  })
  signDisagreementShare!: number | null;

  @Field(() => Int, { description: 'Turns for which neither the advantage nor the outcome minus the group mean is 0.' })
  signComparableTurns!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'How much a baseline over the rollouts still running favours stopping. Positive if continuing pays and the baseline hides it. A property of the rewards, equal for all estimators; null unless there are both last and earlier turns.',
  })
  estimatedStoppingBias!: number | null;

  @Extensions({ assumedLength: TIERS.length })
  @Field(() => [TierAdvantageType], { description: 'One entry per tier, in enum order.' })
  tiers!: readonly TierAdvantageType[];
}

/** The audits of a stored report in enum order. Estimators that did not exist when it was written are absent. */
export function toEstimatorAudits(audits: StoredAudits): EstimatorAudit[] {
  return ESTIMATOR_NAMES.flatMap((estimator) => {
    const audit = audits[estimator];
    if (audit === undefined) return [];
    const tiers = TIERS.map((tier) => ({ tier, ...audit.tiers[tier] }));
    return [Object.assign(new EstimatorAudit(), { ...audit, estimator, tiers })];
  });
}
