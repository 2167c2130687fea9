import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { type TrainingState, TrainingStateEnum } from '../../model/training/training-enums';
import { Experiment } from '../../model/experiments/experiment.model';
import { JobRun } from '../../model/jobs/job-run.model';
import { RewardScheme } from '../../model/calibration/reward-scheme.model';
import { TaskSet } from '../../model/tasks/task-set.model';
import { TrainingRun } from '../../model/training/training-run.model';
import { readSchemeAt } from '../../services/training/read-scheme-at';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import type { RequestContext } from '../graph/request-context';
import { toTrainingRunSettings, TrainingRunSettingsUnion } from './training-settings.type';
import { experimentFields } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';

const TrainingRunConnection = connectionTypeOf(TrainingRun, 'TrainingRun');

export const TRAINING_RUN_LISTS = experimentFields({
  field: 'trainingRuns',
  Connection: TrainingRunConnection,
  list: LISTS.trainingRunsOfExperiment,
  description: 'Training runs of an experiment, newest first.',
  hasNames: true,
});

@Resolver(() => TrainingRun)
export class TrainingRunResolver {
  @Requires('READ')
  @Query(() => TrainingRun, { nullable: true, description: 'One training run.' })
  trainingRun(
    @Arg('id', () => ID, { description: 'Id of the training run.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<TrainingRun> {
    return inTenant((stores) => stores.trainingRuns.get(id));
  }

  @FieldResolver(() => TrainingStateEnum, {
    description: 'Current state: that of its job; for an EXTERNAL run, as reported by its trainer and its heartbeats.',
  })
  state(@Root() { id }: TrainingRun, @Ctx() { loaders }: RequestContext): Promise<TrainingState> {
    return loaders.stateOfTrainingRun.load(id);
  }

  @FieldResolver(() => TrainingRunSettingsUnion, { description: 'All settings of the run.' })
  settings(@Root() run: TrainingRun): typeof TrainingRunSettingsUnion {
    return toTrainingRunSettings(run);
  }

  @FieldResolver(() => Experiment, { description: 'Experiment that the run belongs to.' })
  experiment(@Root() run: TrainingRun, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(run.experimentId);
  }

  @FieldResolver(() => JobRun, { nullable: true, description: 'Newest job of the run; null for an EXTERNAL run.' })
  jobRun(@Root() { jobRunId }: TrainingRun, @Ctx() { loaders }: RequestContext): Promise<JobRun> | null {
    return jobRunId === null ? null : loaders.jobRun.load(jobRunId);
  }

  @FieldResolver(() => TaskSet, { nullable: true, description: 'Task set that the run trains on; null if unknown.' })
  taskSet(@Root() { taskSetId }: TrainingRun, @Ctx() { loaders }: RequestContext): Promise<TaskSet> | null {
    return taskSetId === null ? null : loaders.taskSet.load(taskSetId);
  }

  @FieldResolver(() => TaskSet, { nullable: true, description: 'Task set of its evaluations; null if there are none.' })
  validationTaskSet(
    @Root() { validationTaskSetId }: TrainingRun,
    @Ctx() { loaders }: RequestContext,
  ): Promise<TaskSet> | null {
    return validationTaskSetId === null ? null : loaders.taskSet.load(validationTaskSetId);
  }

  @FieldResolver(() => RewardScheme, {
    nullable: true,
    description: 'Reward scheme for turns; null for a run without one.',
  })
  async rewardScheme(
    @Root() run: TrainingRun,
    @Ctx() { loaders, inTenant }: RequestContext,
    @Arg('step', () => Int, {
      nullable: true,
      description:
        'Scheme that applied at this update, from 1; gating can change it between updates. Default: the current scheme.',
    })
    step?: number | null,
  ): Promise<RewardScheme | null> {
    const id =
      step === null || step === undefined
        ? run.currentRewardSchemeId
        : await inTenant((stores) => readSchemeAt(stores, run, step));
    return id === null ? null : loaders.rewardScheme.load(id);
  }

  @FieldResolver(() => Checkpoint, {
    nullable: true,
    description: 'Checkpoint that training started from; null if none.',
  })
  baseCheckpoint(@Root() run: TrainingRun, @Ctx() context: RequestContext): Promise<Checkpoint> | null {
    return checkpointOf(context, run.baseCheckpointId);
  }

  @FieldResolver(() => Checkpoint, { nullable: true, description: 'Newest checkpoint; null before the first.' })
  latestCheckpoint(@Root() run: TrainingRun, @Ctx() context: RequestContext): Promise<Checkpoint> | null {
    return checkpointOf(context, run.latestCheckpointId);
  }

  @FieldResolver(() => Checkpoint, {
    nullable: true,
    description: 'Checkpoint with the best pass rate on the validation tasks; null before the first evaluation.',
  })
  bestCheckpoint(@Root() run: TrainingRun, @Ctx() context: RequestContext): Promise<Checkpoint> | null {
    return checkpointOf(context, run.bestCheckpointId);
  }
}

function checkpointOf({ loaders }: RequestContext, id: string | null): Promise<Checkpoint> | null {
  return id === null ? null : loaders.checkpoint.load(id);
}
