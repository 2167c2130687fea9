import { Field, Float, Int, ObjectType } from 'type-graphql';
import { type JobState, JobStateEnum } from '../../model/enums';
import type { GroupSummary } from '../../services/collection/collection-groups';
import type { CollectionProgress } from '../../services/collection/collection-progress';

@ObjectType('CollectionProgress', { description: 'Progress of a collection, computed from its rollouts and jobs.' })
export class CollectionProgressType implements CollectionProgress {
  @Field(() => JobStateEnum, {
    description:
      'QUEUED until a worker starts; final once all jobs are: FAILED if any failed, otherwise CANCELLED if any was cancelled.',
  })
  state!: JobState;

  @Field(() => Int, { description: 'Number of rollouts planned.' })
  total!: number;

  @Field(() => Int, { description: 'Number of rollouts stored, whatever their outcome.' })
  done!: number;

  @Field(() => Int, { description: 'Max number of rollouts being played now.' })
  running!: number;

  @Field(() => Int, { description: 'Number of stored rollouts that have a reward.' })
  scored!: number;

  @Field(() => Int, { description: 'Number of SCORED rollouts with a reward of 1.' })
  passed!: number;

  @Field(() => Int, { description: 'Number of stored rollouts without a reward because the infrastructure failed.' })
  infrastructureFailures!: number;

  @Field(() => Int, { description: 'Number of stored rollouts without a reward because the user simulator failed.' })
  simulatorFailures!: number;

  @Field(() => Int, { description: 'Number of stored rollouts without a reward because the deadline passed.' })
  timeouts!: number;

  @Field(() => Float, { nullable: true, description: 'Share of SCORED rollouts that pass; null if there are none.' })
  passRate!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower bound of the 95 % Wilson interval of `passRate`. It assumes independent rollouts and is too narrow if tasks have several trials.',
  })
  passRateLow!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper bound of the 95 % Wilson interval of `passRate`.' })
  passRateHigh!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Tokens of the agent’s model in the stored turns, input and output; null if unknown.',
  })
  agentTokens!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Tokens of the user simulator’s model, input and output; null if unknown.',
  })
  simulatorTokens!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Cost of agent and user simulator in US dollars; null if unknown.',
  })
  cost!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Rollouts per second over the last minute; null if nothing runs or nothing has finished.',
  })
  ratePerSecond!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Estimated seconds to the end at the current rate; null while unknown.',
  })
  secondsLeft!: number | null;

  @Field(() => Int, { description: 'Number of jobs. Each plays one shard.' })
  shards!: number;

  @Field(() => Int, { description: 'Number of jobs in a final state.' })
  shardsEnded!: number;
}

@ObjectType('CollectionGroups', {
  description:
    'Outcomes of the groups (the rollouts of one task) of a collection. A group is closed once all its trials were attempted.',
})
export class CollectionGroupsType implements GroupSummary {
  @Field(() => Int, { description: 'Number of groups: the sum of the next four.' })
  groups!: number;

  @Field(() => Int, { description: 'Closed groups whose trials are all SCORED.' })
  complete!: number;

  @Field(() => Int, { description: 'Closed groups with unscored trials, but at least `quorum` SCORED ones.' })
  atQuorum!: number;

  @Field(() => Int, { description: 'Closed groups with fewer SCORED rollouts than `quorum`.' })
  incomplete!: number;

  @Field(() => Int, {
    description: 'Groups with trials that were not attempted, or never will be if the collection has ended.',
  })
  open!: number;

  @Field(() => Int, { description: 'Trials of closed groups that are not SCORED.' })
  missing!: number;
}
