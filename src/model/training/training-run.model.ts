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

/** Training of a policy, by a job of Turnwise or by an external trainer that reports to it. */
@ObjectType('TrainingRun', {
  implements: Node,
  description: 'Training of a policy, by a job of Turnwise or by an external trainer that reports to it.',
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

  @Field(() => TrainingKindEnum, { description: 'How the policy is trained, and by which program.' })
  @Column({ type: 'text' })
  kind!: TrainingKind;

  @Field(() => String, { description: 'Display name.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => String, {
    description:
      'All settings of the run as JSON text with sorted keys. For EXTERNAL runs: settings reported by the trainer.',
  })
  @Column({ type: 'text' })
  settingsJson!: string;

  @Column({ type: 'uuid', nullable: true })
  taskSetId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  validationTaskSetId!: string | null;

  /** The scheme at the start of the run. */
  @Column({ type: 'uuid', nullable: true })
  rewardSchemeId!: string | null;

  /** The scheme in use now, which gating may have changed. */
  @Column({ type: 'uuid', nullable: true })
  currentRewardSchemeId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  baseCheckpointId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  latestCheckpointId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  bestCheckpointId!: string | null;

  /** The latest job; a resumed run has had earlier ones. Null for an EXTERNAL run. */
  @Column({ type: 'uuid', nullable: true })
  jobRunId!: string | null;

  /** How that job ended if it succeeded. */
  @Column({ type: 'text', nullable: true })
  jobEnd!: TrainingJobEnd | null;

  /** State reported by the trainer of an EXTERNAL run; null for other runs. */
  @Column({ type: 'text', nullable: true })
  externalState!: ExternalTrainingState | null;

  @Field(() => Boolean, {
    description: 'True if a pause was requested. The run pauses at the end of the current update or epoch.',
  })
  @Column({ type: 'boolean', default: false })
  pauseRequested!: boolean;

  @Field(() => Int, {
    description:
      'Number of the latest attempt, from 1; 0 before the first. A new attempt begins whenever a worker starts or ' +
      'resumes the run.',
  })
  @Column({ type: 'integer', default: 0 })
  attempt!: number;

  @Field(() => Int, { description: 'Update or epoch reached, from 1; 0 before the first.' })
  @Column({ type: 'integer', default: 0 })
  step!: number;

  @Field(() => Date, {
    nullable: true,
    description: 'Time of the last heartbeat of an EXTERNAL run; null for other runs.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastHeartbeatAt!: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Heartbeat timeout in ms. An EXTERNAL run silent for longer is reported as LOST. Null for other runs.',
  })
  @Column({ type: 'integer', nullable: true })
  heartbeatTimeoutMs!: number | null;
}
