import { Field, ID, InputType } from 'type-graphql';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { CalibrationSettingsInput } from './calibration-settings.input';

@InputType('StartCalibrationInput', { description: 'Rollouts and settings of a calibration.' })
export class StartCalibrationInput {
  @Field(() => ID, { description: 'Experiment whose SCORED rollouts are used.' })
  experimentId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only rollouts of the policy with this name. Default: all.',
  })
  policyName?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Reward scheme that ANCHORED starts from. Default: the dense scheme of the paper.',
  })
  anchorSchemeId?: string | null;

  @Field(() => CalibrationSettingsInput, { nullable: true, description: 'Settings; absent ones take the default.' })
  settings?: CalibrationSettingsInput | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
