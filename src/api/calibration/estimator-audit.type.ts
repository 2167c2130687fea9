import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { TierAdvantage } from '../../domain/advantages/advantage-audit';
import { ESTIMATOR_NAMES, type EstimatorName } from '../../domain/advantages/estimators';
import { type Tier, TIERS } from '../../domain/classification/tier';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';
import type { StoredAudits } from '../../services/calibration/stored-report-parts';
import { EstimatorEnum } from './calibration-enums';

@ObjectType('TierAdvantage', { description: 'What an estimator makes of the turns of one tier.' })
export class TierAdvantageType implements TierAdvantage {
  @Field(() => TierEnum, { description: 'The tier.' })
  tier!: Tier;

  @Field(() => Int, { description: 'Its turns.' })
  turns!: number;

  @Field(() => Float, { nullable: true, description: 'Mean advantage of its turns; null without turns.' })
  meanAdvantage!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Sign of the mean: -1, 0 (its absolute value is below 1e-9) or 1; null without turns.',
  })
  sign!: -1 | 0 | 1 | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Sign of the tier’s correlation with the outcome: -1 or 1; null for a tier without evidence.',
  })
  intendedSign!: -1 | 1 | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the sign is not the intended one; null without turns or without an intended sign.',
  })
  isMismatch!: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the total absolute advantage that lies in the tier; null when every advantage is 0.',
  })
  absoluteShare!: number | null;
}

@ObjectType('EstimatorAudit', {
  description: 'What one advantage estimator makes of a reward scheme (arXiv 2604.02869, Tables 1 to 3).',
})
export class EstimatorAudit {
  @Field(() => EstimatorEnum, { description: 'The estimator.' })
  estimator!: EstimatorName;

  @Field(() => Int, { description: 'Tiers whose mean advantage has not the intended sign.' })
  mismatches!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Correlation of the advantage with the rollout’s outcome, over turns; null when either is constant.',
  })
  outcomeCorrelation!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the turns with an absolute advantage below 1e-9, which teach nothing; null without turns.',
  })
  deadTurnShare!: number | null;

  @Field(() => Int, { description: 'Groups with turns, all of them dead.' })
  deadGroups!: number;

  @Field(() => Float, { nullable: true, description: '`deadGroups` over the groups with turns; null without such.' })
  deadGroupShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Turns whose advantage and whose outcome (less the group’s mean) have opposite signs, over `signComparableTurns`; null without such.',
  })
  signDisagreementShare!: number | null;

  @Field(() => Int, { description: 'Turns where neither the advantage nor the outcome less the group’s mean is 0.' })
  signComparableTurns!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'How much a baseline over the rollouts still alive favours stopping: above 0 when going on pays and the baseline hides it. A property of the rewards, the same for every estimator; null without earlier and last turns.',
  })
  estimatedStoppingBias!: number | null;

  @Extensions({ assumedLength: TIERS.length })
  @Field(() => [TierAdvantageType], { description: 'One entry for each tier, in the order of the enum.' })
  tiers!: readonly TierAdvantageType[];
}

/** The audits of a stored report, in the order of the enum, without estimators that did not exist when it was written. */
export function toEstimatorAudits(audits: StoredAudits): EstimatorAudit[] {
  return ESTIMATOR_NAMES.flatMap((estimator) => {
    const audit = audits[estimator];
    if (audit === undefined) return [];
    const tiers = TIERS.map((tier) => ({ tier, ...audit.tiers[tier] }));
    return [Object.assign(new EstimatorAudit(), { ...audit, estimator, tiers })];
  });
}
