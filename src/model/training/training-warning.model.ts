import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Tier } from '../../domain/classification/tier';
import type { TrainingWarningKind } from '../../domain/training/training-warnings';
import { TrainingWarningKindEnum } from './training-enums';
import { TierEnum } from '../calibration/reward-scheme-tier.model';
import { TrainingRun } from './training-run.model';

/** Something that may be going wrong in a training run. */
@ObjectType('TrainingWarning', { description: 'Something that may be going wrong in a training run.' })
@Entity('training_warning')
@ForeignKey(() => TrainingRun, ['tenantId', 'trainingRunId'], ['tenantId', 'id'], {
  name: 'training_warning_training_run_fkey',
  onDelete: 'CASCADE',
})
export class TrainingWarningRow {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  trainingRunId!: string;

  @Field(() => Int, { description: 'Attempt that it was noticed in, from 1.' })
  @PrimaryColumn({ type: 'integer' })
  attempt!: number;

  /** Rank among the warnings of its attempt, from 0. */
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Field(() => Int, { description: 'Update that it was noticed at.' })
  @Column({ type: 'integer' })
  step!: number;

  @Field(() => TrainingWarningKindEnum, { description: 'What it is about.' })
  @Column({ type: 'text' })
  kind!: TrainingWarningKind;

  @Field(() => TierEnum, { nullable: true, description: 'The tier that it is about; null when it is about the run.' })
  @Column({ type: 'text', nullable: true })
  tier!: Tier | null;

  @Field(() => String, { description: 'The figures that gave rise to it, in words.' })
  @Column({ type: 'text' })
  message!: string;
}
