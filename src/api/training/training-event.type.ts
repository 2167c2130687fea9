import { Field, Float, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { Tier } from '../../domain/classification/tier';
import type { TrainingWarningKind } from '../../domain/training/training-warnings';
import { SchemeOriginEnum, type SchemeOrigin } from '../../model/enums';
import { type TrainingState, TrainingStateEnum, TrainingWarningKindEnum } from '../../model/training/training-enums';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';
import type { TrainingEventKind } from '../../services/training/training-event';
import { TrainingEventKindEnum } from './training-enums';

@ObjectType('TrainingValue', { description: 'Value of a metric at a step.' })
export class TrainingValue {
  @Field(() => String, { description: 'Metric name.' })
  name!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Value in the unit of the metric; null if it could not be computed.',
  })
  value!: number | null;
}

@ObjectType('TrainingEventWarning', { description: 'A warning in an event.' })
export class TrainingEventWarning {
  @Field(() => TrainingWarningKindEnum, { description: 'Kind of problem.' })
  kind!: TrainingWarningKind;

  @Field(() => TierEnum, { nullable: true, description: 'Tier concerned; null if the warning concerns the whole run.' })
  tier!: Tier | null;

  @Field(() => String, { description: 'Explanation with the figures that triggered the warning.' })
  message!: string;
}

@InterfaceType('TrainingEvent', { description: 'An event of a training run; one type per kind.' })
export abstract class TrainingEventType {
  @Field(() => Int, {
    description:
      'Sequence number within the run, from 1 without gaps. Pass it as `since` to continue after this event.',
  })
  seq!: number;

  @Field(() => TrainingEventKindEnum, { description: 'What happened.' })
  kind!: TrainingEventKind;

  @Field(() => Date, { description: 'Time of the event.' })
  createdAt!: Date;

  @Field(() => Int, { description: 'Attempt, from 1; 0 before the first.' })
  attempt!: number;

  @Field(() => Int, { description: 'Update or epoch, from 1; 0 before the first.' })
  step!: number;
}

@ObjectType('TrainingMetricsEvent', { implements: TrainingEventType, description: 'A step was completed.' })
export class TrainingMetricsEvent extends TrainingEventType {
  @Field(() => [TrainingValue], { description: 'Metrics of the step.' })
  values!: readonly TrainingValue[];
}

@ObjectType('TrainingValidationEvent', {
  implements: TrainingEventType,
  description: 'The policy was evaluated on the validation tasks.',
})
export class TrainingValidationEvent extends TrainingEventType {
  @Field(() => [TrainingValue], { description: 'Metrics of the validation.' })
  values!: readonly TrainingValue[];
}

@ObjectType('TrainingWarningEvent', { implements: TrainingEventType, description: 'A possible problem was detected.' })
export class TrainingWarningEvent extends TrainingEventType {
  @Field(() => TrainingEventWarning, { description: 'The warning.' })
  warning!: TrainingEventWarning;
}

@ObjectType('TrainingSchemeEvent', {
  implements: TrainingEventType,
  description: 'A new reward scheme applies from the next step.',
})
export class TrainingSchemeEvent extends TrainingEventType {
  @Field(() => ID, { description: 'Id of the new reward scheme.' })
  rewardSchemeId!: string;

  @Field(() => SchemeOriginEnum, { description: 'Origin of the values.' })
  origin!: SchemeOrigin;
}

@ObjectType('TrainingCheckpointEvent', { implements: TrainingEventType, description: 'A checkpoint was written.' })
export class TrainingCheckpointEvent extends TrainingEventType {
  @Field(() => ID, { description: 'Id of the checkpoint.' })
  checkpointId!: string;
}

@ObjectType('TrainingStateEvent', { implements: TrainingEventType, description: 'The state of the run changed.' })
export class TrainingStateEvent extends TrainingEventType {
  @Field(() => TrainingStateEnum, { description: 'The new state.' })
  state!: TrainingState;
}
