import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { TrainingEstimatorName } from '../../domain/advantages/estimators';
import type { ErrorCode } from '../../errors';
import { ErrorCodeEnum } from '../../model/enums';
import { TrainingEstimatorEnum } from './training-enums';

@ObjectType('TrainingEstimatorChoice', { description: 'An advantage estimator with its constants.' })
export class TrainingEstimatorChoice {
  @Field(() => TrainingEstimatorEnum, { description: 'The estimator.' })
  name!: TrainingEstimatorName;

  @Field(() => Float, { description: 'Discount per turn of GTPO and HYBRID.' })
  gamma!: number;

  @Field(() => Float, { description: 'Weight of the outcome advantage in HYBRID.' })
  lambda!: number;

  @Field(() => String, { description: 'All constants as JSON text with sorted keys.' })
  settingsJson!: string;
}

@ObjectType('UserError', { description: 'Why an entry of a batch was refused.' })
export class UserError {
  @Field(() => ErrorCodeEnum, { description: 'Error code.' })
  code!: ErrorCode;

  @Field(() => String, { description: 'Invalid field.' })
  field!: string;

  @Field(() => Int, { description: 'Index in the batch, from 0.' })
  index!: number;

  @Field(() => String, { description: 'Error message with value and limit.' })
  message!: string;
}

@ObjectType('SendTrainingMetricsPayload', { description: 'Results of a batch of metrics.' })
export class SendTrainingMetricsPayload {
  @Field(() => Int, { description: 'Number of accepted metrics.' })
  accepted!: number;

  @Field(() => [UserError], { description: 'One error per refused metric, in order.' })
  userErrors!: readonly UserError[];
}

@ObjectType('RolloutAdvantages', { description: 'Advantages of one rollout.' })
export class RolloutAdvantages {
  @Field(() => [Float], { description: 'One value per turn, in order.' })
  advantages!: readonly number[];

  @Field(() => [Float], {
    nullable: true,
    description: 'Critic target for the state before each turn; null for estimators without a critic.',
  })
  valueTargets!: readonly number[] | null;
}

@ObjectType('GroupAdvantages', { description: 'Advantages of one group.' })
export class GroupAdvantagesType {
  @Extensions({ assumedLength: 32 })
  @Field(() => [RolloutAdvantages], { description: 'One entry per rollout, in order.' })
  rollouts!: readonly RolloutAdvantages[];
}

@ObjectType('EstimatedAdvantages', { description: 'Advantages of a batch.' })
export class EstimatedAdvantagesType {
  @Extensions({ assumedLength: 64 })
  @Field(() => [GroupAdvantagesType], { description: 'One entry per group, in order.' })
  groups!: readonly GroupAdvantagesType[];
}
