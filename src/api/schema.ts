import 'reflect-metadata';
import { type GraphQLSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { guardSchema } from './guarded-schema';
import { ApiKeyResolver } from './resolvers/api-key.resolver';
import { CalibrationRoundResolver } from './resolvers/calibration-round.resolver';
import { CalibrationResolver } from './resolvers/calibration.resolver';
import { ExperimentResolver } from './resolvers/experiment.resolver';
import { JobRunResolver } from './resolvers/job-run.resolver';
import { MeResolver } from './resolvers/me.resolver';
import { NodeResolver } from './resolvers/node.resolver';
import { RewardSchemeResolver } from './resolvers/reward-scheme.resolver';
import { RolloutResolver } from './resolvers/rollout.resolver';
import { TaskResolver } from './resolvers/task.resolver';
import { TurnResolver } from './resolvers/turn.resolver';
import { assertSchemaIsPublishable } from './schema-audit';

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
      TurnResolver,
      TaskResolver,
      RewardSchemeResolver,
      CalibrationResolver,
      CalibrationRoundResolver,
      JobRunResolver,
      NodeResolver,
      ApiKeyResolver,
    ],
    validate: false,
  });
  guardSchema(schema);
  assertSchemaIsPublishable(schema);
  return schema;
}

/** The text of schema.graphql, which is generated, committed and compared in a test. */
export function printSchemaText(): string {
  return `${printSchema(buildApiSchema())}\n`;
}
