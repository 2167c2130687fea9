import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { Checkpoint } from '../checkpoints/checkpoint.model';
import {
  type ExternalTrainingState,
  type TrainingJobEnd,
  type TrainingKind,
  TrainingKindEnum,
  TRAINING_KINDS,
  TRAINING_JOB_ENDS,
  EXTERNAL_TRAINING_STATES,
} from './training-enums';
import { Experiment } from '../experiments/experiment.model';
import { JobRun } from '../jobs/job-run.model';
import { Node } from '../node';
import { RewardScheme } from '../calibration/reward-scheme.model';
import { TaskSet } from '../tasks/task-set.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/** A policy being trained: by a job of ours, or by a trainer elsewhere that reports here. */
@ObjectType('TrainingRun', {
  implements: Node,
  description: 'A policy being trained: by a job of ours, or by a trainer elsewhere that reports here.',
})
@Entity('training_run')
@Index('training_run_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@Index('training_run_job_run_idx', ['tenantId', 'jobRunId'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], {
  name: 'training_run_experiment_fkey',
})
@ForeignKey(() => TaskSet, ['tenantId', 'taskSetId'], ['tenantId', 'id'], { name: 'training_run_task_set_fkey' })
@ForeignKey(() => TaskSet, ['tenantId', 'validationTaskSetId'], ['tenantId', 'id'], {
  name: 'training_run_validation_task_set_fkey',
})
@ForeignKey(() => RewardScheme, ['tenantId', 'rewardSchemeId'], ['tenantId', 'id'], {
  name: 'training_run_reward_scheme_fkey',
})
@ForeignKey(() => RewardScheme, ['tenantId', 'currentRewardSchemeId'], ['tenantId', 'id'], {
  name: 'training_run_current_reward_scheme_fkey',
})
@ForeignKey(() => Checkpoint, ['tenantId', 'baseCheckpointId'], ['tenantId', 'id'], {
  name: 'training_run_base_checkpoint_fkey',
})
@ForeignKey(() => Checkpoint, ['tenantId', 'latestCheckpointId'], ['tenantId', 'id'], {
  name: 'training_run_latest_checkpoint_fkey',
})
@ForeignKey(() => Checkpoint, ['tenantId', 'bestCheckpointId'], ['tenantId', 'id'], {
  name: 'training_run_best_checkpoint_fkey',
})
@ForeignKey(() => JobRun, ['tenantId', 'jobRunId'], ['tenantId', 'id'], { name: 'training_run_job_run_fkey' })
@CheckOneOf('training_run_kind_check', 'kind', TRAINING_KINDS)
@CheckOneOf('training_run_job_end_check', 'job_end', TRAINING_JOB_ENDS)
@CheckOneOf('training_run_external_state_check', 'external_state', EXTERNAL_TRAINING_STATES)
@Check('training_run_step_check', 'step >= 0')
@Check(
  'training_run_external_check',
  `(kind = 'EXTERNAL') = (external_state IS NOT NULL
    AND last_heartbeat_at IS NOT NULL AND heartbeat_timeout_ms IS NOT NULL AND job_run_id IS NULL)`,
)
export class TrainingRun extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  @Field(() => TrainingKindEnum, { description: 'Who trains, and how.' })
  @Column({ type: 'text' })
  kind!: TrainingKind;

  @Field(() => String, { description: 'What its starter called it.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => String, {
    description:
      'Every setting it runs with, as JSON text with sorted keys; of an EXTERNAL run what its trainer said of itself.',
  })
  @Column({ type: 'text' })
  settingsJson!: string;

  @Column({ type: 'uuid', nullable: true })
  taskSetId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  validationTaskSetId!: string | null;

  /** What it began with. */
  @Column({ type: 'uuid', nullable: true })
  rewardSchemeId!: string | null;

  /** What counts now: gating may have changed it. */
  @Column({ type: 'uuid', nullable: true })
  currentRewardSchemeId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  baseCheckpointId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  latestCheckpointId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  bestCheckpointId!: string | null;

  /** The newest job; a resumed run has had others. Null of an EXTERNAL run. */
  @Column({ type: 'uuid', nullable: true })
  jobRunId!: string | null;

  /** How that job ended, once it succeeded. */
  @Column({ type: 'text', nullable: true })
  jobEnd!: TrainingJobEnd | null;

  /** What the trainer of an EXTERNAL run says; null of the others. */
  @Column({ type: 'text', nullable: true })
  externalState!: ExternalTrainingState | null;

  @Field(() => Boolean, { description: 'Whether it was asked to pause; it does at the end of an update or epoch.' })
  @Column({ type: 'boolean', default: false })
  pauseRequested!: boolean;

  @Field(() => Int, {
    description:
      'Number of the newest attempt, from 1; 0 before the first. Each time a worker begins or goes on is one.',
  })
  @Column({ type: 'integer', default: 0 })
  attempt!: number;

  @Field(() => Int, { description: 'Update or epoch reached, from 1; 0 before the first.' })
  @Column({ type: 'integer', default: 0 })
  step!: number;

  @Field(() => Date, { nullable: true, description: 'When the trainer of an EXTERNAL run was last heard of.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastHeartbeatAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Milliseconds without a word after which an EXTERNAL run reads as LOST.',
  })
  @Column({ type: 'integer', nullable: true })
  heartbeatTimeoutMs!: number | null;
}
