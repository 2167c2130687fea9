import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { type JobState, JobStateEnum } from '../../model/enums';
import type { JobEvent } from '../../services/jobs/job-event';

@ObjectType('JobSnapshot', { description: 'Where a job stood when an event was written.' })
export class JobSnapshot implements JobEvent {
  @Field(() => ID, { description: 'Id of the job run.' })
  jobRunId!: string;

  @Field(() => String, { description: 'What kind of job it is, e.g. `calibrateTiers`.' })
  name!: string;

  @Field(() => JobStateEnum, { description: 'Where it stood.' })
  state!: JobState;

  @Field(() => String, { nullable: true, description: 'What it was doing; null before it starts.' })
  phase!: string | null;

  @Field(() => Float, { description: 'Units done in this phase.' })
  done!: number;

  @Field(() => Float, { nullable: true, description: 'Units of this phase; null while unknown.' })
  total!: number | null;

  @Field(() => Int, { description: 'Attempts begun so far.' })
  attempt!: number;

  @Field(() => String, { nullable: true, description: 'Code of the error that ended the newest attempt.' })
  errorCode!: string | null;

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

@ObjectType('JobProgress', { description: 'An event of one job: its state changed, or it got further.' })
export class JobProgress extends JobSnapshot {
  @Field(() => Int, { description: 'Place in the job’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;
}

@ObjectType('ExperimentEvent', { description: 'Something that changed in an experiment.' })
export class ExperimentEvent {
  @Field(() => Int, { description: 'Place in the experiment’s events, from 1 without gaps; the next `since`.' })
  seq!: number;

  @Field(() => String, {
    description:
      'What happened. `JOB_STATE`: the state of one of its jobs changed. `ROLLOUTS_INGESTED`: rollouts were added. ' +
      '`CONVERSATION_STARTED`: a conversation can be watched.',
  })
  kind!: string;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => JobSnapshot, { nullable: true, description: 'The job, for `JOB_STATE`; null for other kinds.' })
  job!: JobEvent | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of rollouts that were added, for `ROLLOUTS_INGESTED`; null for other kinds.',
  })
  rolloutsAccepted!: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The conversation, for `CONVERSATION_STARTED`; null for other kinds.',
  })
  conversationId!: string | null;
}
