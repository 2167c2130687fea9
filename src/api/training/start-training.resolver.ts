import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { TrainingRun } from '../../model/training/training-run.model';
import { JOBS } from '../../services/job-registry';
import { cancelTraining, pauseTraining, resumeTraining } from '../../services/training/pause-training';
import { startImitation, startTraining } from '../../services/training/start-training';
import { Requires } from '../guards/authorization';
import { ResumeTrainingInput } from './resume-training.input';
import { imitationChoiceOf, StartImitationInput } from './start-imitation.input';
import { StartTrainingInput, trainingChoiceOf } from './start-training.input';
import { runOf } from './run-fields';
import { requirementsGiven } from './training-settings.input';
import type { RequestContext } from '../graph/request-context';

@Resolver()
export class StartTrainingResolver {
  @Requires('WRITE')
  @Mutation(() => TrainingRun, {
    description: 'Enqueues behaviour cloning of the reference agent; its settings are persisted before this returns.',
  })
  startImitation(
    @Arg('input', () => StartImitationInput, { description: 'Data and settings of the run.' })
    input: StartImitationInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<TrainingRun> {
    return startImitation(database, tenantId, { ...commonOf(input), settings: imitationChoiceOf(input) });
  }

  @Requires('WRITE')
  @Mutation(() => TrainingRun, {
    description: 'Enqueues reinforcement learning; its settings are persisted before this returns.',
  })
  startTraining(
    @Arg('input', () => StartTrainingInput, { description: 'Data and settings of the run.' }) input: StartTrainingInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<TrainingRun> {
    const { rewardSchemeId = null } = input;
    return startTraining(database, tenantId, {
      ...commonOf(input),
      rewardSchemeId,
      settings: trainingChoiceOf(input),
    });
  }

  @Requires('WRITE')
  @Mutation(() => TrainingRun, {
    description:
      'Requests a pause at the end of the current update or epoch. The run writes a checkpoint before it pauses.',
  })
  pauseTraining(
    @Arg('id', () => ID, { description: 'Id of the training run.' }) id: string,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<TrainingRun> {
    return pauseTraining(database, tenantId, id);
  }

  @Requires('WRITE')
  @Mutation(() => TrainingRun, {
    description: 'Resumes a PAUSED, FAILED or CANCELLED run from its latest checkpoint, in a new job.',
  })
  resumeTraining(
    @Arg('input', () => ResumeTrainingInput, { description: 'The run to resume.' }) input: ResumeTrainingInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<TrainingRun> {
    const { trainingRunId: id, idempotencyKey = null } = input;
    return resumeTraining(database, tenantId, { id, idempotencyKey });
  }

  @Requires('WRITE')
  @Mutation(() => TrainingRun, {
    description:
      'Cancels a run; its checkpoints are kept. An external trainer learns of it in the answer to its next heartbeat.',
  })
  cancelTraining(
    @Arg('id', () => ID, { description: 'Id of the training run.' }) id: string,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<TrainingRun> {
    return cancelTraining(database, tenantId, { id, jobs: JOBS });
  }
}

function commonOf(input: StartImitationInput | StartTrainingInput) {
  return { ...runOf(input), requirements: requirementsGiven(input.requirements) };
}
