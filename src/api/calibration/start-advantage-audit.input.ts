import { Field, ID, InputType } from 'type-graphql';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { AdvantageAuditSettingsInput } from './calibration-settings.input';

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
