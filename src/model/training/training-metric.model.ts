import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TrainingRun } from './training-run.model';

/** One figure of one step of a training run, as one attempt measured it. */
@ObjectType('TrainingMetric', { description: 'One figure of one step of a training run, as one attempt measured it.' })
@Entity('training_metric')
@ForeignKey(() => TrainingRun, ['tenantId', 'trainingRunId'], ['tenantId', 'id'], {
  name: 'training_metric_training_run_fkey',
  onDelete: 'CASCADE',
})
@Check('training_metric_step_check', 'step >= 0')
@Check('training_metric_value_check', `value > '-Infinity'::double precision AND value < 'Infinity'::double precision`)
export class TrainingMetric {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  trainingRunId!: string;

  @Field(() => String, {
    description: 'Name of the metric, e.g. `passRate` or `rewardByTier.GOLD_EXACT`: see `TrainingRun.metrics`.',
  })
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Field(() => Int, { description: 'Update or epoch, from 1; 0 for what was measured before the first.' })
  @PrimaryColumn({ type: 'integer' })
  step!: number;

  @Field(() => Int, { description: 'Attempt that measured it, from 1.' })
  @PrimaryColumn({ type: 'integer' })
  attempt!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Value in the metric’s unit; null when it could not be computed.',
  })
  @Column({ type: 'double precision', nullable: true })
  value!: number | null;

  @Field(() => Date, { description: 'When it was written.' })
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
