import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { type JobErrorCode, JobErrorCodeEnum, type JobState, JobStateEnum } from '../../model/enums';
import type { JobEvent } from '../../services/jobs/job-event';
import { type JobEventKind, JobEventKindEnum, JobNameEnum } from './job-enums';

@ObjectType('JobSnapshot', { description: 'State and progress of a job at the time of an event.' })
export class JobSnapshot implements JobEvent {
  @Field(() => ID, { description: 'Id of the job run.' })
  jobRunId!: string;

  @Field(() => JobNameEnum, { description: 'Kind of the job.' })
  name!: string;

  @Field(() => JobStateEnum, { description: 'State of the job.' })
  state!: JobState;

  @Field(() => String, { nullable: true, description: 'Name of the current phase; null before the job starts.' })
  phase!: string | null;

  @Field(() => Float, { description: 'Completed units of the current phase.' })
  done!: number;

  @Field(() => Float, { nullable: true, description: 'Total units of the current phase; null while unknown.' })
  total!: number | null;

  @Field(() => Int, { description: 'Number of attempts started so far.' })
  attempt!: number;

  @Field(() => JobErrorCodeEnum, { nullable: true, description: 'Code of the error that ended the latest attempt.' })
  errorCode!: JobErrorCode | null;

  @Field(() => String, { nullable: true, description: 'Error message for the user.' })
  errorMessage!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Rate in units of the current phase per second; null while it cannot be estimated.',
  })
  ratePerSecond!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Estimated seconds to the end of the phase; null while the rate or the total is unknown.',
  })
  secondsLeft!: number | null;
}

@ObjectType('JobEvent', { description: 'An event of a job: its state changed, or it made progress.' })
export class JobEventType extends JobSnapshot {
  @Field(() => Int, {
    description:
      'Sequence number within the job, from 1 without gaps. Pass it as `since` to continue after this event.',
  })
  seq!: number;

  @Field(() => JobEventKindEnum, { description: 'What happened.' })
  kind!: JobEventKind;

  @Field(() => Date, { description: 'Time of the event.' })
  createdAt!: Date;
}
