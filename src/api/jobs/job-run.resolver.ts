import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { describeWaiting, readRequirements } from '../../jobs/job-requirements';
import { type JobState, JobStateEnum } from '../../model/enums';
import { Experiment } from '../../model/experiments/experiment.model';
import { JobRun } from '../../model/jobs/job-run.model';
import { JOBS } from '../../services/job-registry';
import { cancelJob } from '../../services/jobs/end-job';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { JobNameEnum, jobNameOf } from './job-enums';
import type { RequestContext } from '../graph/request-context';
import { edgeSource, organizationSource } from '../graph/list-source';
import { ListArgs } from '../graph/page-args';
import { LISTS } from '../../persistence/lists/lists';

const JobRunConnection = connectionTypeOf(JobRun, 'JobRun');

@ArgsType()
class JobRunsArgs extends ListArgs {
  @Field(() => JobStateEnum, { nullable: true, description: 'Only jobs in this state. Default: any state.' })
  state?: JobState | null;
}

@Resolver(() => Experiment)
export class JobRunsOfExperimentResolver {
  @FieldResolver(() => JobRunConnection, { description: 'Jobs of the experiment, newest first.' })
  jobRuns(@Root() { id }: Experiment, @Args(() => JobRunsArgs) args: JobRunsArgs, @Ctx() context: RequestContext) {
    const choice = { list: LISTS.jobRunsOfExperiment, parentId: id, args, filter: stateOf(args) };
    return new JobRunConnection(edgeSource(context, choice));
  }
}

@Resolver(() => JobRun)
export class JobRunResolver {
  @Requires('READ')
  @Query(() => JobRunConnection, { description: 'Jobs of the organization, newest first.' })
  async jobRuns(@Args(() => JobRunsArgs) args: JobRunsArgs, @Ctx() context: RequestContext) {
    return new JobRunConnection(
      await organizationSource(context, { list: LISTS.jobRuns, args, filter: stateOf(args) }),
    );
  }

  @Requires('READ')
  @Query(() => JobRun, { nullable: true, description: 'One job.' })
  jobRun(
    @Arg('id', () => ID, { description: 'Id of the job run.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<JobRun> {
    return inTenant((stores) => stores.jobRuns.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => JobRun, {
    description:
      'Cancels a job. A waiting job is CANCELLED at once, a running one within 2 seconds; no effect on a job in a final state.',
  })
  cancelJob(
    @Arg('id', () => ID, { description: 'Id of the job run.' }) id: string,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<JobRun> {
    return cancelJob(database, tenantId, { id, jobs: JOBS });
  }

  @FieldResolver(() => JobNameEnum, { description: 'Kind of the job.' })
  name(@Root() job: JobRun): string {
    return jobNameOf(job.name);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why a QUEUED job cannot start with the current workers, e.g. `no live worker offers cuda`; null if a live worker ' +
      'can run it, and in any other state.',
  })
  async waitingReason(@Root() job: JobRun, @Ctx() { loaders }: RequestContext): Promise<string | null> {
    if (job.state !== 'QUEUED') return null;
    return describeWaiting(readRequirements(job), await loaders.liveWorkers.load('all'));
  }

  @FieldResolver(() => Experiment, { nullable: true, description: 'Experiment that the job belongs to; null if none.' })
  experiment(@Root() job: JobRun, @Ctx() { loaders }: RequestContext): Promise<Experiment> | null {
    return job.experimentId === null ? null : loaders.experiment.load(job.experimentId);
  }
}

function stateOf({ state }: JobRunsArgs) {
  return state ? { state } : {};
}
