import 'reflect-metadata';
import { type GraphQLSchema, printSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { guardSchema } from './guarded-schema';
import { LIMITS, LIMITS_TEXT } from './limits';
import { markOneOfInputs } from './one-of';
import { AdvantageAuditResolver } from './resolvers/advantage-audit.resolver';
import { ApiKeyResolver } from './resolvers/api-key.resolver';
import { CalibrationRoundResolver } from './resolvers/calibration-round.resolver';
import { CalibrationResolver } from './resolvers/calibration.resolver';
import { CheckpointResolver } from './resolvers/checkpoint.resolver';
import { CollectionResolver } from './resolvers/collection.resolver';
import { ComparisonResolver } from './resolvers/comparison.resolver';
import { ConversationResolver } from './resolvers/conversation.resolver';
import { EndpointResolver } from './resolvers/endpoint.resolver';
import { EvaluationComparisonResolver } from './resolvers/evaluation-comparison.resolver';
import { EvaluationEventResolver, EvaluationResolver } from './resolvers/evaluation.resolver';
import { EventResolver } from './resolvers/event.resolver';
import { ExperimentResolver } from './resolvers/experiment.resolver';
import { ExternalTrainingResolver } from './resolvers/external-training.resolver';
import { HumanTurnEventResolver, HumanTurnResolver } from './resolvers/human-turn.resolver';
import { JobRunResolver } from './resolvers/job-run.resolver';
import { MeResolver } from './resolvers/me.resolver';
import { NodeResolver } from './resolvers/node.resolver';
import { PlayerResolver } from './resolvers/player.resolver';
import { RewardSchemeResolver } from './resolvers/reward-scheme.resolver';
import { RolloutAnalysisResolver } from './resolvers/rollout-analysis.resolver';
import { FaultOfRolloutResolver, RolloutFaultResolver } from './resolvers/rollout-fault.resolver';
import { RolloutResolver } from './resolvers/rollout.resolver';
import { TaskSetResolver } from './resolvers/task-set.resolver';
import { TaskResolver } from './resolvers/task.resolver';
import { StartTrainingResolver } from './resolvers/start-training.resolver';
import { TrainingMetricResolver } from './resolvers/training-metric.resolver';
import { TrainingRunResolver } from './resolvers/training-run.resolver';
import { TurnResolver } from './resolvers/turn.resolver';
import { WorkerResolver } from './resolvers/worker.resolver';
import { assertSchemaIsPublishable } from './schema-audit';

/** type-graphql asks for one, although every subscription here brings its own source. */
const NO_PUB_SUB: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('subscriptions follow the event table');
  },
};

/**
 * The schema with its checks in front of the resolvers.
 *
 * @throws Error when an operation has no permission word, an element no description, an input no limit, or a field shows
 *   what must stay inside
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
  const texts = [
    [schema.getQueryType(), `What can be read. ${LIMITS_TEXT}`],
    [schema.getMutationType(), `What can be changed, by POST. ${LIMITS_TEXT}`],
    [
      schema.getSubscriptionType(),
      `What can be followed, over WebSocket (graphql-transport-ws), ${LIMITS.webSocketOperations} at once on a socket.`,
    ],
  ] as const;
  for (const [type, text] of texts) if (type) type.description = text;
}

/** The text of schema.graphql, which is generated, committed and compared in a test. */
export function printSchemaText(): string {
  return `${printSchema(buildApiSchema())}\n`;
}
