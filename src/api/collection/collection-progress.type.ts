import { Field, Float, Int, ObjectType } from 'type-graphql';
import { type JobState, JobStateEnum } from '../../model/enums';
import type { GroupSummary } from '../../services/collection/collection-groups';
import type { CollectionProgress } from '../../services/collection/collection-progress';

@ObjectType('CollectionProgress', { description: 'How far a collection is, computed from its rollouts and its jobs.' })
export class CollectionProgressType implements CollectionProgress {
  @Field(() => JobStateEnum, {
    description:
      'QUEUED until a worker has begun; final when all jobs are: FAILED if one failed, else CANCELLED if one was.',
  })
  state!: JobState;

  @Field(() => Int, { description: 'Rollouts in all.' })
  total!: number;

  @Field(() => Int, { description: 'Rollouts that are stored, however they ended.' })
  done!: number;

  @Field(() => Int, { description: 'Rollouts that are being played now, at most.' })
  running!: number;

  @Field(() => Int, { description: 'Stored rollouts that have a reward.' })
  scored!: number;

  @Field(() => Int, { description: 'SCORED rollouts with a reward of 1.' })
  passed!: number;

  @Field(() => Int, { description: 'Stored rollouts that the machinery failed; they have no reward.' })
  infrastructureFailures!: number;

  @Field(() => Int, { description: 'Stored rollouts that the simulated user failed; they have no reward.' })
  simulatorFailures!: number;

  @Field(() => Int, { description: 'Stored rollouts that the deadline ended; they have no reward.' })
  timeouts!: number;

  @Field(() => Float, { nullable: true, description: 'Share of SCORED rollouts that pass; null without any.' })
  passRate!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower end of its 95 % interval (Wilson), which takes rollouts for independent: with several trials of a task it is too short.',
  })
  passRateLow!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its 95 % interval.' })
  passRateHigh!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Tokens of the agent’s model in the stored turns, in and out; null when nobody said.',
  })
  agentTokens!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Tokens of the simulated user’s model, in and out; null when nobody said.',
  })
  simulatorTokens!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'US dollars, agent and simulated user together; null when nobody said.',
  })
  cost!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Rollouts per second over the last minute; null while nothing runs or nothing is done.',
  })
  ratePerSecond!: number | null;

  @Field(() => Float, { nullable: true, description: 'Seconds to the end at that rate; null while it is unknown.' })
  secondsLeft!: number | null;

  @Field(() => Int, { description: 'Its jobs: each plays a shard of it.' })
  shards!: number;

  @Field(() => Int, { description: 'Jobs that are final.' })
  shardsEnded!: number;
}

@ObjectType('CollectionGroups', {
  description:
    'What became of the groups (the rollouts of one task) of a collection. A group closes when each trial was attempted.',
})
export class CollectionGroupsType implements GroupSummary {
  @Field(() => Int, { description: 'Groups in all: the sum of the next four.' })
  groups!: number;

  @Field(() => Int, { description: 'Closed, every trial SCORED.' })
  complete!: number;

  @Field(() => Int, { description: 'Closed with trials missing, and at least `quorum` SCORED.' })
  atQuorum!: number;

  @Field(() => Int, { description: 'Closed with fewer SCORED rollouts than `quorum`.' })
  incomplete!: number;

  @Field(() => Int, {
    description: 'Not all trials were attempted yet, or ever will be when the collection has ended.',
  })
  open!: number;

  @Field(() => Int, { description: 'Trials of closed groups that are not SCORED.' })
  missing!: number;
}
