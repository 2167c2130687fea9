import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Collection } from '../../model/collection/collection.model';
import { type EvaluationState, EvaluationStateEnum } from '../../model/enums';
import { Evaluation } from '../../model/evaluation/evaluation.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { JobRun } from '../../model/jobs/job-run.model';
import { Policy } from '../../model/players/policy.model';
import { UserSimulator } from '../../model/players/user-simulator.model';
import { manifestFormat } from '../../services/evaluation/evaluation-manifest';
import { MAX_OUTCOMES_PER_REQUEST } from '../../services/evaluation/load-outcomes';
import { recomputeEvaluation } from '../../services/evaluation/recompute-evaluation';
import { startEvaluation } from '../../services/evaluation/start-evaluation';
import { evaluationReportFormat } from '../../services/evaluation/stored-evaluation-report';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { streamEvaluation } from './follow-evaluation';
import { evaluationSettingsFormat } from '../../services/evaluation/evaluation-settings';
import { EvaluationSettingsType } from './evaluation-settings.type';
import { StartEvaluationInput, startEvaluationOf } from './start-evaluation.input';
import { LIMITS } from '../guards/limits';
import type { RequestContext } from '../graph/request-context';
import { EvaluationEvent } from './evaluation-event.type';
import { EvaluationManifestType } from './evaluation-manifest.type';
import { EvaluationReportType } from './evaluation-report.type';
import { RecomputationType } from './recomputation.type';
import { edgeField, experimentFields } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';
import { TrainingRun } from '../../model/training/training-run.model';

const EvaluationConnection = connectionTypeOf(Evaluation, 'Evaluation');

export const EVALUATION_LISTS = [
  ...experimentFields({
    field: 'evaluations',
    Connection: EvaluationConnection,
    list: LISTS.evaluationsOfExperiment,
    description: 'Evaluations of an experiment, newest first.',
  }),
  edgeField(Collection, {
    field: 'evaluations',
    Connection: EvaluationConnection,
    list: LISTS.evaluationsOfCollection,
    description: 'Evaluations of its rollouts, newest first.',
  }),
  edgeField(Policy, {
    field: 'evaluations',
    Connection: EvaluationConnection,
    list: LISTS.evaluationsOfPolicy,
    description: 'Evaluations of this policy, newest first.',
  }),
  edgeField(TrainingRun, {
    field: 'evaluations',
    Connection: EvaluationConnection,
    list: LISTS.evaluationsOfTrainingRun,
    description: 'Evaluations of policies that play checkpoints of this run, newest first.',
  }),
];

/** Rows that a computation reads, as far as the cost of an operation goes: five of them fit one. */
const COMPUTATION_COST = LIMITS.cost / 5;

@ArgsType()
class FollowEvaluationArgs {
  @Field(() => ID, { description: 'Id of the evaluation.' })
  id!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Sequence number of the last event that you have; 0 for all. After a reconnection nothing is missed.',
  })
  since!: number;
}

type Subscriber = { readonly args: FollowEvaluationArgs; readonly context: RequestContext };

@Resolver(() => Evaluation)
export class EvaluationResolver {
  @Requires('READ')
  @Query(() => Evaluation, { nullable: true, description: 'One evaluation.' })
  evaluation(
    @Arg('id', () => ID, { description: 'Id of the evaluation.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Evaluation> {
    return inTenant((stores) => stores.evaluations.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => Evaluation, {
    description:
      'Accepts an evaluation: it is stored with every setting when this answers, and a worker computes it as soon as its rollouts are there.',
  })
  startEvaluation(
    @Arg('input', () => StartEvaluationInput, { description: 'What to evaluate.' }) input: StartEvaluationInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<Evaluation> {
    return startEvaluation(database, tenantId, startEvaluationOf(input));
  }

  @Requires('READ')
  @Extensions({ cost: COMPUTATION_COST })
  @Query(() => RecomputationType, {
    description:
      'Computes an evaluation again from the rows as they stand: the same bytes, or what is not as it was. Stores nothing. ' +
      `Computed while you wait on at most ${MAX_OUTCOMES_PER_REQUEST} rollouts: for more it is LIMIT_EXCEEDED. Counts as ${COMPUTATION_COST} values of an answer.`,
  })
  async recomputeEvaluation(
    @Arg('id', () => ID, { description: 'Id of the evaluation.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<RecomputationType> {
    return Object.assign(new RecomputationType(), await recomputeEvaluation(context, id));
  }

  @Requires('READ')
  @Subscription(() => EvaluationEvent, {
    description:
      'What happens to an evaluation after `since`, then live, with partial results while its collection runs: at most one look a ' +
      'second, each with 1.1 times the rollouts of the one before. Looks are made for whoever follows and counted for all. Ends with the evaluation.',
    subscribe: ({ args, context }: Subscriber) => streamEvaluation(context, args),
  })
  evaluationProgress(
    @Args(() => FollowEvaluationArgs) _args: FollowEvaluationArgs,
    @Root() event: EvaluationEvent,
  ): EvaluationEvent {
    return event;
  }

  @FieldResolver(() => EvaluationStateEnum, { description: 'Where it stands.' })
  async state(@Root() { jobRunId }: Evaluation, @Ctx() { loaders }: RequestContext): Promise<EvaluationState> {
    return jobRunId === null ? 'COLLECTING' : (await loaders.jobRun.load(jobRunId)).state;
  }

  @FieldResolver(() => EvaluationSettingsType, { description: 'Every setting it runs with.' })
  settings(@Root() evaluation: Evaluation): EvaluationSettingsType {
    return evaluationSettingsFormat.readRow(evaluation, evaluation.settingsJson);
  }

  @FieldResolver(() => Experiment, { description: 'The experiment that its rollouts belong to.' })
  experiment(@Root() evaluation: Evaluation, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(evaluation.experimentId);
  }

  @FieldResolver(() => Policy, { description: 'The policy that it is about.' })
  policy(@Root() evaluation: Evaluation, @Ctx() { loaders }: RequestContext): Promise<Policy> {
    return loaders.policy.load(evaluation.policyId);
  }

  @FieldResolver(() => UserSimulator, {
    nullable: true,
    description: 'Who played the user; null while that is not known, and when rollouts differ in it (see `manifest`).',
  })
  userSimulator(
    @Root() { userSimulatorId }: Evaluation,
    @Ctx() { loaders }: RequestContext,
  ): Promise<UserSimulator> | null {
    return userSimulatorId === null ? null : loaders.userSimulator.load(userSimulatorId);
  }

  @FieldResolver(() => Collection, {
    nullable: true,
    description: 'The collection that made its rollouts; null for recorded ones.',
  })
  collection(@Root() { collectionId }: Evaluation, @Ctx() { loaders }: RequestContext): Promise<Collection> | null {
    return collectionId === null ? null : loaders.collection.load(collectionId);
  }

  @FieldResolver(() => JobRun, {
    nullable: true,
    description: 'The job that computes it, with its progress; null while its collection runs.',
  })
  jobRun(@Root() { jobRunId }: Evaluation, @Ctx() { loaders }: RequestContext): Promise<JobRun> | null {
    return jobRunId === null ? null : loaders.jobRun.load(jobRunId);
  }

  @FieldResolver(() => EvaluationReportType, { nullable: true, description: 'What it found; null until it is done.' })
  report(@Root() evaluation: Evaluation): EvaluationReportType | null {
    const { reportJson } = evaluation;
    return reportJson === null
      ? null
      : new EvaluationReportType(evaluationReportFormat.readRow(evaluation, reportJson));
  }

  @FieldResolver(() => EvaluationManifestType, {
    nullable: true,
    description: 'What it rests on; null until it is done.',
  })
  manifest(@Root() evaluation: Evaluation): EvaluationManifestType | null {
    const { manifestJson } = evaluation;
    if (manifestJson === null) return null;
    return Object.assign(new EvaluationManifestType(), manifestFormat.readRow(evaluation, manifestJson));
  }
}

@Resolver(() => EvaluationEvent)
export class EvaluationEventResolver {
  @FieldResolver(() => Evaluation, {
    description: 'The evaluation in its current state; after ENDED with its report.',
  })
  evaluation(@Root() event: EvaluationEvent, @Ctx() { loaders }: RequestContext): Promise<Evaluation> {
    return loaders.evaluation.load(event.evaluationId);
  }
}
