import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Tier } from '../../domain/classification/tier';
import type { TrainingWarningKind } from '../../domain/training/training-warnings';
import {
  SchemeOriginEnum,
  type SchemeOrigin,
  type TrainingState,
  TrainingStateEnum,
  TrainingWarningKindEnum,
} from '../../model/enums';
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

@ObjectType('TrainingEvent', { description: 'An event of one training run.' })
export class TrainingEventType {
  @Field(() => Int, { description: 'Place in the run’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => TrainingEventKindEnum, { description: 'What happened.' })
  kind!: TrainingEventKind;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => Int, { description: 'Attempt that it happened in, from 1; 0 before the first.' })
  attempt!: number;

  @Field(() => Int, { description: 'Update or epoch, from 1; 0 before the first.' })
  step!: number;

  @Field(() => [TrainingValue], { description: 'Figures, of METRICS and EVALUATION; empty for other kinds.' })
  values!: readonly TrainingValue[];

  @Field(() => TrainingEventWarning, { nullable: true, description: 'Of WARNING; null for other kinds.' })
  warning!: TrainingEventWarning | null;

  @Field(() => ID, { nullable: true, description: 'Of VALUES_CHANGED: the scheme that counts from now on.' })
  rewardSchemeId!: string | null;

  @Field(() => SchemeOriginEnum, { nullable: true, description: 'Of VALUES_CHANGED: where its values come from.' })
  origin!: SchemeOrigin | null;

  @Field(() => ID, { nullable: true, description: 'Of CHECKPOINT: what was written.' })
  checkpointId!: string | null;

  @Field(() => TrainingStateEnum, { nullable: true, description: 'Of STATE: where the run stands since.' })
  state!: TrainingState | null;
}
