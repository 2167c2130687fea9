import { Field, ID, InputType } from 'type-graphql';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { AdvantageAuditSettingsInput } from './calibration-settings.input';

@InputType('StartAdvantageAuditInput', { description: 'Scheme, rollouts and settings of an advantage audit.' })
export class StartAdvantageAuditInput {
  @Field(() => ID, { description: 'Experiment whose SCORED rollouts are rewarded.' })
  experimentId!: string;

  @Field(() => ID, { description: 'Reward scheme to audit.' })
  rewardSchemeId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts of the policy with this name. Default: all.',
  })
  policyName?: string | null;

  @Field(() => AdvantageAuditSettingsInput, { nullable: true, description: 'Settings; absent ones take the default.' })
  settings?: AdvantageAuditSettingsInput | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
