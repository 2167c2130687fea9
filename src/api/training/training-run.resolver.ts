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
    description: 'Where it stands: as its job does, or as its trainer says and its heartbeats show.',
  })
  state(@Root() { id }: TrainingRun, @Ctx() { loaders }: RequestContext): Promise<TrainingState> {
    return loaders.stateOfTrainingRun.load(id);
  }

  @FieldResolver(() => TrainingRunSettingsUnion, { description: 'Every setting it runs with.' })
  settings(@Root() run: TrainingRun): typeof TrainingRunSettingsUnion {
    return toTrainingRunSettings(run);
  }

  @FieldResolver(() => Experiment, { description: 'The experiment that it belongs to.' })
  experiment(@Root() run: TrainingRun, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(run.experimentId);
  }

  @FieldResolver(() => JobRun, { nullable: true, description: 'Its newest job; null of an EXTERNAL run.' })
  jobRun(@Root() { jobRunId }: TrainingRun, @Ctx() { loaders }: RequestContext): Promise<JobRun> | null {
    return jobRunId === null ? null : loaders.jobRun.load(jobRunId);
  }

  @FieldResolver(() => TaskSet, { nullable: true, description: 'The tasks that are learned from; null when unknown.' })
  taskSet(@Root() { taskSetId }: TrainingRun, @Ctx() { loaders }: RequestContext): Promise<TaskSet> | null {
    return taskSetId === null ? null : loaders.taskSet.load(taskSetId);
  }

  @FieldResolver(() => TaskSet, { nullable: true, description: 'The tasks of its evaluations; null without any.' })
  validationTaskSet(
    @Root() { validationTaskSetId }: TrainingRun,
    @Ctx() { loaders }: RequestContext,
  ): Promise<TaskSet> | null {
    return validationTaskSetId === null ? null : loaders.taskSet.load(validationTaskSetId);
  }

  @FieldResolver(() => RewardScheme, {
    nullable: true,
    description: 'The scheme that turns are rewarded under; null for a run without one.',
  })
  async rewardScheme(
    @Root() run: TrainingRun,
    @Ctx() { loaders, inTenant }: RequestContext,
    @Arg('step', () => Int, {
      nullable: true,
      description: 'That of this update, from 1: gating may change it between updates. Absent: that which counts now.',
    })
    step?: number | null,
  ): Promise<RewardScheme | null> {
    const id =
      step === null || step === undefined
        ? run.currentRewardSchemeId
        : await inTenant((stores) => readSchemeAt(stores, run, step));
    return id === null ? null : loaders.rewardScheme.load(id);
  }

  @FieldResolver(() => Checkpoint, { nullable: true, description: 'The policy that it started from; null for none.' })
  baseCheckpoint(@Root() run: TrainingRun, @Ctx() context: RequestContext): Promise<Checkpoint> | null {
    return checkpointOf(context, run.baseCheckpointId);
  }

  @FieldResolver(() => Checkpoint, { nullable: true, description: 'Its newest checkpoint; null before the first.' })
  latestCheckpoint(@Root() run: TrainingRun, @Ctx() context: RequestContext): Promise<Checkpoint> | null {
    return checkpointOf(context, run.latestCheckpointId);
  }

  @FieldResolver(() => Checkpoint, {
    nullable: true,
    description: 'The checkpoint with the best pass rate on the validation tasks, of those that were evaluated.',
  })
  bestCheckpoint(@Root() run: TrainingRun, @Ctx() context: RequestContext): Promise<Checkpoint> | null {
    return checkpointOf(context, run.bestCheckpointId);
  }
}

function checkpointOf({ loaders }: RequestContext, id: string | null): Promise<Checkpoint> | null {
  return id === null ? null : loaders.checkpoint.load(id);
}
