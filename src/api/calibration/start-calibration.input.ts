import { Field, ID, InputType } from 'type-graphql';
import { BoundedText } from '../guards/argument-limits';
import { IdempotencyKey } from '../guards/idempotency-key';
import { LIMITS } from '../guards/limits';
import { CalibrationSettingsInput } from './calibration-settings.input';

@InputType('StartCalibrationInput', { description: 'What to calibrate, and how.' })
export class StartCalibrationInput {
  @Field(() => ID, { description: 'The experiment whose SCORED rollouts are measured.' })
  experimentId!: string;

  @BoundedText({
    nullable: true,
    max: LIMITS.nameLength,
    description: 'Only the rollouts of the policy of this name; absent: all.',
  })
  policyName?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Reward scheme that ANCHORED starts from; absent: the paper’s dense scheme.',
  })
  anchorSchemeId?: string | null;

  @Field(() => CalibrationSettingsInput, { nullable: true, description: 'Settings that differ from the default.' })
  settings?: CalibrationSettingsInput | null;

  @IdempotencyKey()
  idempotencyKey?: string | null;
}
