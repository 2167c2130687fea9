import { Extensions, Field, Float, Int, ObjectType } from 'type-graphql';
import type { TrainingEstimatorName } from '../../domain/advantages/estimators';
import type { ErrorCode } from '../../errors';
import { ErrorCodeEnum } from '../../model/enums';
import { TrainingEstimatorEnum } from './training-enums';

@ObjectType('TrainingEstimatorChoice', { description: 'An estimator with its constants, as a trainer uses it.' })
export class TrainingEstimatorChoice {
  @Field(() => TrainingEstimatorEnum, { description: 'Which estimator.' })
  name!: TrainingEstimatorName;

  @Field(() => Float, { description: 'Discount per turn of GTPO and HYBRID.' })
  gamma!: number;

  @Field(() => Float, { description: 'Weight of the outcome’s advantage in HYBRID.' })
  lambda!: number;

  @Field(() => String, { description: 'All its constants, as JSON text with sorted keys.' })
  settingsJson!: string;
}

@ObjectType('UserError', { description: 'Why one entry of a batch was not taken.' })
export class UserError {
  @Field(() => ErrorCodeEnum, { description: 'Code of the error.' })
  code!: ErrorCode;

  @Field(() => String, { description: 'The field that is at fault.' })
  field!: string;

  @Field(() => Int, { description: 'Position in the batch, from 0.' })
  index!: number;

  @Field(() => String, { description: 'What is wrong, with value and limit.' })
  message!: string;
}

@ObjectType('SendTrainingMetricsPayload', { description: 'What became of a batch of figures.' })
export class SendTrainingMetricsPayload {
  @Field(() => Int, { description: 'Figures that were taken.' })
  accepted!: number;

  @Field(() => [UserError], { description: 'The others, each with why; in order.' })
  userErrors!: readonly UserError[];
}

@ObjectType('RolloutAdvantages', { description: 'Advantages of one rollout.' })
export class RolloutAdvantages {
  @Field(() => [Float], { description: 'One for each turn, in order.' })
  advantages!: readonly number[];

  @Field(() => [Float], {
    nullable: true,
    description: 'Target for the critic before each turn; null for an estimator without a critic.',
  })
  valueTargets!: readonly number[] | null;
}

@ObjectType('GroupAdvantages', { description: 'Advantages of one group.' })
export class GroupAdvantagesType {
  @Extensions({ assumedLength: 32 })
  @Field(() => [RolloutAdvantages], { description: 'One entry for each rollout, in order.' })
  rollouts!: readonly RolloutAdvantages[];
}

@ObjectType('EstimatedAdvantages', { description: 'Advantages of a batch.' })
export class EstimatedAdvantagesType {
  @Extensions({ assumedLength: 64 })
  @Field(() => [GroupAdvantagesType], { description: 'One entry for each group, in order.' })
  groups!: readonly GroupAdvantagesType[];
}
