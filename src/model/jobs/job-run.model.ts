import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { type JobErrorCode, JobErrorCodeEnum, type JobState, JobStateEnum, JOB_STATES } from '../enums';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/** The truth about a job: the queue only delivers its id. Whoever holds the newest fencing token may write. */
@ObjectType('JobRun', { implements: Node, description: 'A piece of work that a worker does, and how far it is.' })
@Entity('job_run')
@Index('job_run_created_idx', ['tenantId', 'createdAt', 'id'])
@Index('job_run_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'job_run_organization_fkey' })
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], { name: 'job_run_experiment_fkey' })
@CheckOneOf('job_run_state_check', 'state', JOB_STATES)
export class JobRun extends TenantRow {
  /** A key of JOBS; shown as `name`. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'uuid', nullable: true })
  experimentId!: string | null;

  /** JSON text, checked against the job's schema before it is stored and again when it is read. */
  @Column({ type: 'text' })
  payloadJson!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What it needs and prefers of a worker, as JSON text, e.g. `{"needs":{"provider":"cuda"}}`; null: any worker will do.',
  })
  @Column({ type: 'text', nullable: true })
  requirementsJson!: string | null;

  @Field(() => JobStateEnum, { description: 'Where it stands.' })
  @Column({ type: 'text', default: 'QUEUED' })
  state!: JobState;

  @Field(() => String, { nullable: true, description: 'What it is doing; null before it starts.' })
  @Column({ type: 'text', nullable: true })
  phase!: string | null;

  @Field(() => Float, { description: 'Units done in this phase.' })
  @Column({ type: 'double precision', default: 0 })
  progressDone!: number;

  @Field(() => Float, { nullable: true, description: 'Units of this phase; null while unknown.' })
  @Column({ type: 'double precision', nullable: true })
  progressTotal!: number | null;

  @Field(() => Int, { description: 'Attempts begun so far.' })
  @Column({ type: 'integer', default: 0 })
  attempt!: number;

  @Field(() => Int, { description: 'Attempts allowed.' })
  @Column({ type: 'integer' })
  maxAttempts!: number;

  /** Raised by each claim; a write that names an older token changes nothing. */
  @Column({ type: 'integer', default: 0 })
  fencingToken!: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  leaseExpiresAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The worker that holds or held it.' })
  @Column({ type: 'text', nullable: true })
  workerName!: string | null;

  @Field(() => Date, { nullable: true, description: 'When somebody asked to cancel it.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  cancelRequestedAt!: Date | null;

  @Field(() => JobErrorCodeEnum, { nullable: true, description: 'Code of the error that ended the newest attempt.' })
  @Column({ type: 'text', nullable: true })
  errorCode!: JobErrorCode | null;

  @Field(() => String, { nullable: true, description: 'What went wrong, in words for the user.' })
  @Column({ type: 'text', nullable: true })
  errorMessage!: string | null;

  @Field(() => Date, { nullable: true, description: 'When the newest attempt began.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  startedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it reached a final state.' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
}
