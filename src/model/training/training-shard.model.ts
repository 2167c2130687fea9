import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { type TrainingShardState, TRAINING_SHARD_STATES } from './training-enums';
import { JobRun } from '../jobs/job-run.model';
import { TrainingRun } from './training-run.model';
import { CheckOneOf } from '../check-one-of';

/**
 * Groups of an update that a worker other than the learner plays, and the job that plays them. The row exists as long
 * as there may be files that belong to it; the next attempt at the run removes both.
 */
@Entity('training_shard')
@Index('training_shard_training_run_idx', ['tenantId', 'trainingRunId'])
@ForeignKey(() => TrainingRun, ['tenantId', 'trainingRunId'], ['tenantId', 'id'], {
  name: 'training_shard_training_run_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => JobRun, ['tenantId', 'jobRunId'], ['tenantId', 'id'], { name: 'training_shard_job_run_fkey' })
@Check('training_shard_step_check', 'step >= 0')
@Check('training_shard_group_count_check', 'group_count >= 1')
@CheckOneOf('training_shard_state_check', 'state', TRAINING_SHARD_STATES)
@Check('training_shard_delivered_check', `state <> 'DELIVERED' OR result_hash IS NOT NULL`)
export class TrainingShard {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  trainingRunId!: string;

  @Column({ type: 'uuid' })
  jobRunId!: string;

  /** Number of updates that the policy has gone through. */
  @Column({ type: 'integer' })
  step!: number;

  @Column({ type: 'integer' })
  groupCount!: number;

  /** The file of the policy, used by one attempt at the run only. */
  @Column({ type: 'text' })
  modelHash!: string;

  /** The file of the played groups; set before the file is written, so that it can always be found. */
  @Column({ type: 'text', nullable: true })
  resultHash!: string | null;

  @Column({ type: 'text', default: 'WAITING' })
  state!: TrainingShardState;
}
