import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Tier } from '../../domain/classification/tier';
import type { TrainingWarningKind } from '../../domain/training/training-warnings';
import { TrainingWarningKindEnum } from './training-enums';
import { TierEnum } from '../calibration/reward-scheme-tier.model';
import { TrainingRun } from './training-run.model';

/** A possible problem in a training run. */
@ObjectType('TrainingWarning', { description: 'A possible problem in a training run.' })
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

  @Field(() => Int, { description: 'Attempt in which the problem was detected, from 1.' })
  @PrimaryColumn({ type: 'integer' })
  attempt!: number;

  /** Index among the warnings of its attempt, from 0. */
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Field(() => Int, { description: 'Update at which the problem was detected.' })
  @Column({ type: 'integer' })
  step!: number;

  @Field(() => TrainingWarningKindEnum, { description: 'Kind of problem.' })
  @Column({ type: 'text' })
  kind!: TrainingWarningKind;

  @Field(() => TierEnum, { nullable: true, description: 'Tier concerned; null if the warning concerns the whole run.' })
  @Column({ type: 'text', nullable: true })
  tier!: Tier | null;

  @Field(() => String, { description: 'Explanation with the figures that triggered the warning.' })
  @Column({ type: 'text' })
  message!: string;
}
