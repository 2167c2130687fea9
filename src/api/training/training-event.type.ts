import { Field, Float, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { Tier } from '../../domain/classification/tier';
import type { TrainingWarningKind } from '../../domain/training/training-warnings';
import { SchemeOriginEnum, type SchemeOrigin } from '../../model/enums';
import { type TrainingState, TrainingStateEnum, TrainingWarningKindEnum } from '../../model/training/training-enums';
import { TierEnum } from '../../model/calibration/reward-scheme-tier.model';
import type { TrainingEventKind } from '../../services/training/training-event';
import { TrainingEventKindEnum } from './training-enums';

@ObjectType('TrainingValue', { description: 'One figure of a step.' })
export class TrainingValue {
  @Field(() => String, { description: 'Which figure.' })
  name!: string;

  @Field(() => Float, { nullable: true, description: 'The figure; null where there was nothing to compute it from.' })
  value!: number | null;
}

@ObjectType('TrainingEventWarning', { description: 'A warning as it was given.' })
export class TrainingEventWarning {
  @Field(() => TrainingWarningKindEnum, { description: 'What it is about.' })
  kind!: TrainingWarningKind;

  @Field(() => TierEnum, { nullable: true, description: 'The tier that it is about; null when it is about the run.' })
  tier!: Tier | null;

  @Field(() => String, { description: 'The figures that gave rise to it, in words.' })
  message!: string;
}

@InterfaceType('TrainingEvent', { description: 'An event of one training run; one type for each kind.' })
export abstract class TrainingEventType {
  @Field(() => Int, { description: 'Position in the run’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => TrainingEventKindEnum, { description: 'What happened.' })
  kind!: TrainingEventKind;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => Int, { description: 'Attempt that it belongs to, from 1; 0 before the first.' })
  attempt!: number;

  @Field(() => Int, { description: 'Update or epoch, from 1; 0 before the first.' })
  step!: number;
}

@ObjectType('TrainingMetricsEvent', { implements: TrainingEventType, description: 'A step is done.' })
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

@ObjectType('TrainingWarningEvent', { implements: TrainingEventType, description: 'Something may be going wrong.' })
export class TrainingWarningEvent extends TrainingEventType {
  @Field(() => TrainingEventWarning, { description: 'The warning.' })
  warning!: TrainingEventWarning;
}

@ObjectType('TrainingSchemeEvent', {
  implements: TrainingEventType,
  description: 'Another reward scheme applies from the next step on.',
})
export class TrainingSchemeEvent extends TrainingEventType {
  @Field(() => ID, { description: 'Id of the new reward scheme.' })
  rewardSchemeId!: string;

  @Field(() => SchemeOriginEnum, { description: 'Where its values come from.' })
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
