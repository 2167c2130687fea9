import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { type JobErrorCode, JobErrorCodeEnum, type JobState, JobStateEnum, JOB_STATES } from '../enums';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/**
 * The authoritative record of a job; the queue only delivers its id. Only the holder of the newest fencing token can
 * write.
 */
@ObjectType('JobRun', { implements: Node, description: 'A job run by a worker, with its state and progress.' })
@Entity('job_run')
@Index('job_run_created_idx', ['tenantId', 'createdAt', 'id'])
@Index('job_run_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'job_run_organization_fkey' })
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], { name: 'job_run_experiment_fkey' })
@CheckOneOf('job_run_state_check', 'state', JOB_STATES)
export class JobRun extends TenantRow {
  /** A key of JOBS, exposed as `name`. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'uuid', nullable: true })
  experimentId!: string | null;

  /** JSON text, validated against the job's schema when it is written and when it is read. */
  @Column({ type: 'text' })
  payloadJson!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Capabilities that the job requires or prefers of a worker, as JSON text, e.g. ' +
      '`{"needs":{"provider":"cuda"}}`; null if any worker can run it.',
  })
  @Column({ type: 'text', nullable: true })
  requirementsJson!: string | null;

  @Field(() => JobStateEnum, { description: 'Current state.' })
  @Column({ type: 'text', default: 'QUEUED' })
  state!: JobState;

  @Field(() => String, { nullable: true, description: 'Name of the current phase; null before the job starts.' })
  @Column({ type: 'text', nullable: true })
  phase!: string | null;

  @Field(() => Float, { description: 'Completed units of the current phase.' })
  @Column({ type: 'double precision', default: 0 })
  progressDone!: number;

  @Field(() => Float, { nullable: true, description: 'Total units of the current phase; null while unknown.' })
  @Column({ type: 'double precision', nullable: true })
  progressTotal!: number | null;

  @Field(() => Int, { description: 'Number of attempts started so far.' })
  @Column({ type: 'integer', default: 0 })
  attempt!: number;

  @Field(() => Int, { description: 'Attempts allowed.' })
  @Column({ type: 'integer' })
  maxAttempts!: number;

  /** Incremented by each claim; a write with an older token changes nothing. */
  @Column({ type: 'integer', default: 0 })
  fencingToken!: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  leaseExpiresAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The worker that runs the job or ran it last.' })
  @Column({ type: 'text', nullable: true })
  workerName!: string | null;

  @Field(() => Date, { nullable: true, description: 'Time at which cancellation was requested; null if it was not.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  cancelRequestedAt!: Date | null;

  @Field(() => JobErrorCodeEnum, { nullable: true, description: 'Code of the error that ended the latest attempt.' })
  @Column({ type: 'text', nullable: true })
  errorCode!: JobErrorCode | null;

  @Field(() => String, { nullable: true, description: 'Error message for the user.' })
  @Column({ type: 'text', nullable: true })
  errorMessage!: string | null;

  @Field(() => Date, { nullable: true, description: 'Start time of the latest attempt.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  startedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Time at which the job reached a final state.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
}
