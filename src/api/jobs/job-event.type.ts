import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { type JobErrorCode, JobErrorCodeEnum, type JobState, JobStateEnum } from '../../model/enums';
import type { JobEvent } from '../../services/jobs/job-event';
import { type JobEventKind, JobEventKindEnum, JobNameEnum } from './job-enums';

@ObjectType('JobSnapshot', { description: 'A job at the time of an event.' })
export class JobSnapshot implements JobEvent {
  @Field(() => ID, { description: 'Id of the job run.' })
  jobRunId!: string;

  @Field(() => JobNameEnum, { description: 'What the job does.' })
  name!: string;

  @Field(() => JobStateEnum, { description: 'Its state.' })
  state!: JobState;

  @Field(() => String, { nullable: true, description: 'What it was doing; null before it starts.' })
  phase!: string | null;

  @Field(() => Float, { description: 'Units done in this phase.' })
  done!: number;

  @Field(() => Float, { nullable: true, description: 'Units of this phase; null while unknown.' })
  total!: number | null;

  @Field(() => Int, { description: 'Attempts begun so far.' })
  attempt!: number;

  @Field(() => JobErrorCodeEnum, { nullable: true, description: 'Code of the error that ended the newest attempt.' })
  errorCode!: JobErrorCode | null;

  @Field(() => String, { nullable: true, description: 'What went wrong, in words for the user.' })
  errorMessage!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Units of this phase per second; null while too little is known.',
  })
  ratePerSecond!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds to the end of this phase at that rate; null while rate or total is unknown.',
  })
  secondsLeft!: number | null;
}

@ObjectType('JobEvent', { description: 'An event of one job: its state changed, or it made progress.' })
export class JobEventType extends JobSnapshot {
  @Field(() => Int, { description: 'Position in the job’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => JobEventKindEnum, { description: 'What happened.' })
  kind!: JobEventKind;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;
}
