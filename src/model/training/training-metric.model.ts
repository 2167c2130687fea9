import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TrainingRun } from './training-run.model';

/** Value of one metric at one step of a training run, as measured by one attempt. */
@ObjectType('TrainingMetric', {
  description: 'Value of one metric at one step of a training run, as measured by one attempt.',
})
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
    description: 'Metric name, e.g. `passRate` or `rewardByTier.GOLD_EXACT`: see `TrainingRun.metrics`.',
  })
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Field(() => Int, { description: 'Update or epoch, from 1; 0 for values measured before the first.' })
  @PrimaryColumn({ type: 'integer' })
  step!: number;

  @Field(() => Int, { description: 'Attempt that measured the value, from 1.' })
  @PrimaryColumn({ type: 'integer' })
  attempt!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Value in the unit of the metric; null if it could not be computed.',
  })
  @Column({ type: 'double precision', nullable: true })
  value!: number | null;

  @Field(() => Date, { description: 'Time at which the value was stored.' })
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
