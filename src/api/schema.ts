import 'reflect-metadata';
import { type GraphQLSchema, printSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { guardSchema } from './graph/guarded-schema';
import { LIMITS, LIMITS_TEXT } from './guards/limits';
import { markOneOfInputs } from './graph/one-of';
import { ADVANTAGE_AUDIT_LISTS, AdvantageAuditResolver } from './calibration/advantage-audit.resolver';
import { ApiKeyResolver } from './organizations/api-key.resolver';
import { CalibrationRoundResolver } from './calibration/calibration-round.resolver';
import { CALIBRATION_LISTS, CalibrationResolver } from './calibration/calibration.resolver';
import { CHECKPOINT_EDGES, CheckpointResolver } from './checkpoints/checkpoint.resolver';
import { COLLECTION_LISTS, CollectionResolver } from './collection/collection.resolver';
import { ComparisonResolver } from './calibration/comparison.resolver';
import { ConversationResolver } from './conversation/conversation.resolver';
import { ENDPOINT_LIST, EndpointResolver } from './players/endpoint.resolver';
import {
  EVALUATION_COMPARISON_LISTS,
  EvaluationComparisonResolver,
} from './comparisons/evaluation-comparison.resolver';
import { EVALUATION_LISTS, EvaluationEventResolver, EvaluationResolver } from './evaluation/evaluation.resolver';
import { EventResolver } from './jobs/event.resolver';
import { EXPERIMENT_LIST, ExperimentResolver } from './experiments/experiment.resolver';
import { ExternalTrainingResolver } from './training/external-training.resolver';
import { HumanTurnEventResolver, HumanTurnResolver } from './conversation/human-turn.resolver';
import { JobRunResolver, JobRunsOfExperimentResolver } from './jobs/job-run.resolver';
import { MeResolver } from './organizations/me.resolver';
import { NodeResolver } from './graph/node.resolver';
import { PolicySpecResolver, UserSimulatorSpecResolver } from './players/player-spec.resolver';
import { PlayerResolver, POLICIES_OF_CHECKPOINT } from './players/player.resolver';
import { REWARD_SCHEME_LIST, RewardSchemeResolver } from './calibration/reward-scheme.resolver';
import { RolloutAnalysisResolver } from './rollouts/rollout-analysis.resolver';
import { FaultOfRolloutResolver, RolloutFaultResolver } from './rollouts/rollout-fault.resolver';
import {
  RolloutResolver,
  RolloutsOfCollectionResolver,
  RolloutsOfExperimentResolver,
} from './rollouts/rollout.resolver';
import { TaskSetResolver } from './tasks/task-set.resolver';
import { TaskResolver } from './tasks/task.resolver';
import { StartTrainingResolver } from './training/start-training.resolver';
import { TrainingMetricResolver } from './training/training-metric.resolver';
import { TRAINING_RUN_LISTS, TrainingRunResolver } from './training/training-run.resolver';
import { TurnResolver } from './rollouts/turn.resolver';
import { WorkerResolver } from './jobs/worker.resolver';
import { assertSchemaIsPublishable } from './guards/schema-audit';

/** type-graphql requires one, although every subscription here provides its own source. */
const NO_PUB_SUB: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('subscriptions follow the event table');
  },
};

/**
 * Builds the schema with its checks in front of the resolvers.
 *
 * @throws Error if an operation has no permission, an element has no description, an input has no limit, or a field
 *   exposes an internal name
 */
export function buildApiSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      MeResolver,
      ExperimentResolver,
      RolloutResolver,
      RolloutAnalysisResolver,
      TurnResolver,
      TaskResolver,
      TaskSetResolver,
      PlayerResolver,
      PolicySpecResolver,
      UserSimulatorSpecResolver,
      CollectionResolver,
      RewardSchemeResolver,
      CalibrationResolver,
      CalibrationRoundResolver,
      AdvantageAuditResolver,
      ComparisonResolver,
      EvaluationResolver,
      EvaluationEventResolver,
      EvaluationComparisonResolver,
      RolloutFaultResolver,
      FaultOfRolloutResolver,
      JobRunResolver,
      CheckpointResolver,
      TrainingRunResolver,
      TrainingMetricResolver,
      StartTrainingResolver,
      ExternalTrainingResolver,
      WorkerResolver,
      NodeResolver,
      ApiKeyResolver,
      EndpointResolver,
      EventResolver,
      HumanTurnResolver,
      HumanTurnEventResolver,
      ConversationResolver,
      RolloutsOfExperimentResolver,
      RolloutsOfCollectionResolver,
      JobRunsOfExperimentResolver,
      EXPERIMENT_LIST,
      REWARD_SCHEME_LIST,
      ENDPOINT_LIST,
      POLICIES_OF_CHECKPOINT,
      ...CALIBRATION_LISTS,
      ...ADVANTAGE_AUDIT_LISTS,
      ...COLLECTION_LISTS,
      ...EVALUATION_LISTS,
      ...EVALUATION_COMPARISON_LISTS,
      ...TRAINING_RUN_LISTS,
      ...CHECKPOINT_EDGES,
    ],
    validate: false,
    pubSub: NO_PUB_SUB,
  });
  describeRoots(schema);
  markOneOfInputs(schema);
  guardSchema(schema);
  assertSchemaIsPublishable(schema);
  return schema;
}

function describeRoots(schema: GraphQLSchema): void {
  schema.description =
    'Research infrastructure for reinforcement learning of multi-turn tool-calling agents. Terms: docs/glossary.md';
  const texts = [
    [schema.getQueryType(), `Queries. ${LIMITS_TEXT}`],
    [schema.getMutationType(), `Mutations, by POST only. ${LIMITS_TEXT}`],
    [
      schema.getSubscriptionType(),
      `Subscriptions, over WebSocket (graphql-transport-ws); at most ${LIMITS.webSocketOperations} at once per socket.`,
    ],
  ] as const;
  for (const [type, text] of texts) if (type) type.description = text;
}

/** The text of schema.graphql, which is generated, committed and compared in a test. */
export function printSchemaText(): string {
  return `${printSchema(buildApiSchema())}\n`;
}
