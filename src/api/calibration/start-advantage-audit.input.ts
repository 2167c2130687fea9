import { Field, Float, ID, InputType } from 'type-graphql';
import { DEFAULT_AUDIT_SETTINGS as DEFAULTS } from '../../domain/calibration/schemes/audit-scheme';
import type { ProposalStatistic } from '../../domain/calibration/calibration-settings';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { ProposalStatisticEnum } from './calibration-enums';
import { EstimatorSettingsInput } from './calibration-settings.input';

@InputType('AdvantageAuditSettingsInput', {
  description: 'Settings of an advantage audit; absent ones take the default.',
})
export class AdvantageAuditSettingsInput {
  @Field(() => ProposalStatisticEnum, {
    nullable: true,
    description: `Which correlation says what sign a tier should have; default ${DEFAULTS.statistic}.`,
  })
  statistic?: ProposalStatistic | null;

  @Field(() => Float, {
    nullable: true,
    description: `A tier has an intended sign when |rho| is above this, 0 to 1; default ${DEFAULTS.delta}.`,
  })
  delta?: number | null;

  @Field(() => EstimatorSettingsInput, { nullable: true, description: 'Constants of the estimators.' })
  estimatorSettings?: EstimatorSettingsInput | null;
}

@InputType('StartAdvantageAuditInput', { description: 'What to audit, and how.' })
export class StartAdvantageAuditInput {
  @Field(() => ID, { description: 'The experiment whose SCORED rollouts are rewarded.' })
  experimentId!: string;

  @Field(() => ID, { description: 'The reward scheme that they are rewarded under.' })
  rewardSchemeId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only the rollouts of the policy of this name; absent: all.',
  })
  policyName?: string | null;

  @Field(() => AdvantageAuditSettingsInput, { nullable: true, description: 'Settings that differ from the default.' })
  settings?: AdvantageAuditSettingsInput | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
