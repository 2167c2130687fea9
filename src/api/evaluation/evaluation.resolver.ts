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
import { edgeField, experimentFields, REPORT_ROW_COST } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';
import { TrainingRun } from '../../model/training/training-run.model';

const EvaluationConnection = connectionTypeOf(Evaluation, 'Evaluation');

export const EVALUATION_LISTS = [
  ...experimentFields({
    field: 'evaluations',
    rowCost: REPORT_ROW_COST,
    Connection: EvaluationConnection,
    list: LISTS.evaluationsOfExperiment,
    description: 'Evaluations of an experiment, newest first.',
  }),
  edgeField(Collection, {
    field: 'evaluations',
    rowCost: REPORT_ROW_COST,
    Connection: EvaluationConnection,
    list: LISTS.evaluationsOfCollection,
    description: 'Evaluations of the rollouts of this collection, newest first.',
  }),
  edgeField(Policy, {
    field: 'evaluations',
    rowCost: REPORT_ROW_COST,
    Connection: EvaluationConnection,
    list: LISTS.evaluationsOfPolicy,
    description: 'Evaluations of this policy, newest first.',
  }),
  edgeField(TrainingRun, {
    field: 'evaluations',
    rowCost: REPORT_ROW_COST,
    Connection: EvaluationConnection,
    list: LISTS.evaluationsOfTrainingRun,
    description: 'Evaluations of policies that use checkpoints of this run, newest first.',
  }),
];

/**
 * Rows that a computation is assumed to read when the cost of an operation is estimated: five computations fit into one
 * operation.
 */
const COMPUTATION_COST = LIMITS.cost / 5;

@ArgsType()
class FollowEvaluationArgs {
  @Field(() => ID, { description: 'Id of the evaluation.' })
  id!: string;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Sequence number of the last event received; 0 for all events. After a reconnect no event is lost.',
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
      'Enqueues an evaluation; its settings are persisted before this returns. A worker computes it once its rollouts are complete.',
  })
  startEvaluation(
    @Arg('input', () => StartEvaluationInput, { description: 'Rollouts and settings of the evaluation.' })
    input: StartEvaluationInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<Evaluation> {
    return startEvaluation(database, tenantId, startEvaluationOf(input));
  }

  @Requires('READ')
  @Extensions({ cost: COMPUTATION_COST })
  @Query(() => RecomputationType, {
    description:
      'Recomputes an evaluation from the current rows and reports whether the result is identical, and if not, what differs. Stores nothing. ' +
      `Computed synchronously on at most ${MAX_OUTCOMES_PER_REQUEST} rollouts; more are LIMIT_EXCEEDED. Counts as ${COMPUTATION_COST} values towards the cost of the operation.`,
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
      'Progress of an evaluation: events after `since`, then live events, with interim analyses while its collection is running: at most one ' +
      'per second, each with at least 1.1 times the rollouts of the previous one. Interim analyses run only while someone subscribes; all subscribers share them. Completes when the evaluation has ended.',
    subscribe: ({ args, context }: Subscriber) => streamEvaluation(context, args),
  })
  evaluationProgress(
    @Args(() => FollowEvaluationArgs) _args: FollowEvaluationArgs,
    @Root() event: EvaluationEvent,
  ): EvaluationEvent {
    return event;
  }

  @FieldResolver(() => EvaluationStateEnum, { description: 'Current state.' })
  async state(@Root() { jobRunId }: Evaluation, @Ctx() { loaders }: RequestContext): Promise<EvaluationState> {
    return jobRunId === null ? 'COLLECTING' : (await loaders.jobRun.load(jobRunId)).state;
  }

  @FieldResolver(() => EvaluationSettingsType, { description: 'All settings of the evaluation.' })
  settings(@Root() evaluation: Evaluation): EvaluationSettingsType {
    return evaluationSettingsFormat.readRow(evaluation, evaluation.settingsJson);
  }

  @FieldResolver(() => Experiment, { description: 'Experiment that the rollouts belong to.' })
  experiment(@Root() evaluation: Evaluation, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(evaluation.experimentId);
  }

  @FieldResolver(() => Policy, { description: 'Evaluated policy.' })
  policy(@Root() evaluation: Evaluation, @Ctx() { loaders }: RequestContext): Promise<Policy> {
    return loaders.policy.load(evaluation.policyId);
  }

  @FieldResolver(() => UserSimulator, {
    nullable: true,
    description: 'User simulator; null while unknown, and if the rollouts used several (see `manifest`).',
  })
  userSimulator(
    @Root() { userSimulatorId }: Evaluation,
    @Ctx() { loaders }: RequestContext,
  ): Promise<UserSimulator> | null {
    return userSimulatorId === null ? null : loaders.userSimulator.load(userSimulatorId);
  }

  @FieldResolver(() => Collection, {
    nullable: true,
    description: 'Collection that produced the rollouts; null for recorded rollouts.',
  })
  collection(@Root() { collectionId }: Evaluation, @Ctx() { loaders }: RequestContext): Promise<Collection> | null {
    return collectionId === null ? null : loaders.collection.load(collectionId);
  }

  @FieldResolver(() => JobRun, {
    nullable: true,
    description: 'Job that computes the evaluation, with its progress; null while its collection is running.',
  })
  jobRun(@Root() { jobRunId }: Evaluation, @Ctx() { loaders }: RequestContext): Promise<JobRun> | null {
    return jobRunId === null ? null : loaders.jobRun.load(jobRunId);
  }

  @FieldResolver(() => EvaluationReportType, {
    nullable: true,
    description: 'Results; null until the evaluation is done.',
  })
  report(@Root() evaluation: Evaluation): EvaluationReportType | null {
    const { reportJson } = evaluation;
    return reportJson === null
      ? null
      : new EvaluationReportType(evaluationReportFormat.readRow(evaluation, reportJson));
  }

  @FieldResolver(() => EvaluationManifestType, {
    nullable: true,
    description: 'Inputs of the evaluation; null until it is done.',
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
