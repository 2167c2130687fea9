import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Experiment } from '../../model/experiments/experiment.model';
import { Policy } from '../../model/players/policy.model';
import { Rollout } from '../../model/rollouts/rollout.model';
import { Task } from '../../model/tasks/task.model';
import { Turn } from '../../model/rollouts/turn.model';
import { UserSimulator } from '../../model/players/user-simulator.model';
import { rolloutSort } from '../../persistence/stores/rollouts/rollout-order';
import { ingestRollouts, verdictsFormat } from '../../services/rollouts/ingest-rollouts';
import { answerOnce } from '../graph/answer-once';
import { ASSUMED_TURNS } from '../guards/assumed-lengths';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { IngestRolloutsInput } from './ingest-rollouts.input';
import { RolloutFilterInput, rolloutFilterOf } from './rollout-filter.input';
import { DEFAULT_ROLLOUT_ORDER, RolloutOrderInput } from './rollout-order.input';
import type { RequestContext } from '../graph/request-context';
import { toIngestRow } from './to-ingest-row';
import { IngestRolloutsPayload, toIngestRolloutsPayload } from './ingest-rollouts.type';
import { edgeSource, experimentSource, type ListChoice } from '../graph/list-source';
import { ListArgs } from '../graph/page-args';
import { Collection } from '../../model/collection/collection.model';
import type { RowList } from '../../persistence/lists/row-list';
import { LIMITS } from '../guards/limits';
import { TurnsArgs, turnSource } from './turn-source';
import { LISTS } from '../../persistence/lists/lists';

const TurnConnection = connectionTypeOf(Turn, 'Turn', 'by index');
const RolloutConnection = connectionTypeOf(Rollout, 'Rollout', 'in the requested order');

@ArgsType()
class RolloutsArgs extends ListArgs {
  @Field(() => RolloutFilterInput, { nullable: true, description: 'Only rollouts that match. Default: all.' })
  filter?: RolloutFilterInput | null;

  @Field(() => RolloutOrderInput, { nullable: true, description: 'Order of the rollouts. Default: oldest first.' })
  orderBy?: RolloutOrderInput | null;
}

@ArgsType()
class RolloutsOfExperimentArgs extends RolloutsArgs {
  @Field(() => ID, { description: 'Id of the experiment.' })
  experimentId!: string;
}

@Resolver(() => Experiment)
export class RolloutsOfExperimentResolver {
  @FieldResolver(() => RolloutConnection, {
    description: 'Rollouts of the experiment that match the filter, in the requested order.',
  })
  rollouts(@Root() { id }: Experiment, @Args(() => RolloutsArgs) args: RolloutsArgs, @Ctx() context: RequestContext) {
    return new RolloutConnection(edgeSource(context, choiceOf(LISTS.rolloutsOfExperiment, id, args)));
  }
}

@Resolver(() => Collection)
export class RolloutsOfCollectionResolver {
  @FieldResolver(() => RolloutConnection, {
    description: 'Rollouts of the collection that match the filter, in the requested order.',
  })
  rollouts(@Root() { id }: Collection, @Args(() => RolloutsArgs) args: RolloutsArgs, @Ctx() context: RequestContext) {
    return new RolloutConnection(edgeSource(context, choiceOf(LISTS.rolloutsOfCollection, id, args)));
  }
}

@Resolver(() => Rollout)
export class RolloutResolver {
  @Requires('READ')
  @Query(() => RolloutConnection, {
    description: 'Rollouts of an experiment that match the filter, in the requested order.',
  })
  async rollouts(@Args(() => RolloutsOfExperimentArgs) args: RolloutsOfExperimentArgs, @Ctx() context: RequestContext) {
    const choice = choiceOf(LISTS.rolloutsOfExperiment, args.experimentId, args);
    return new RolloutConnection(await experimentSource(context, choice));
  }

  @Requires('READ')
  @Query(() => Rollout, { nullable: true, description: 'One rollout.' })
  rollout(
    @Arg('id', () => ID, { description: 'Id of the rollout.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Rollout> {
    return inTenant((stores) => stores.rollouts.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => IngestRolloutsPayload, {
    description:
      'Stores a batch of rollouts. Each row has its own verdict; accepted rows are committed before this returns.',
  })
  async ingestRollouts(
    @Arg('input', () => IngestRolloutsInput, { description: 'The batch.' }) input: IngestRolloutsInput,
    @Ctx() context: RequestContext,
  ): Promise<IngestRolloutsPayload> {
    const { experimentId, idempotencyKey: key } = input;
    const rows = input.rows.map(toIngestRow);
    const call = { operation: 'ingestRollouts', key, input: { experimentId, rows }, format: verdictsFormat };
    const verdicts = await answerOnce(context, call, () =>
      ingestRollouts(context.database, context.tenantId, experimentId, rows),
    );
    return toIngestRolloutsPayload(verdicts);
  }

  @FieldResolver(() => Experiment, { description: 'Experiment that the rollout belongs to.' })
  experiment(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(rollout.experimentId);
  }

  @FieldResolver(() => Task, { description: 'Task of the rollout.' })
  task(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<Task> {
    return loaders.task.load(rollout.taskId);
  }

  @FieldResolver(() => Policy, { description: 'Policy that chose the actions.' })
  policy(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<Policy> {
    return loaders.policy.load(rollout.policyId);
  }

  @FieldResolver(() => UserSimulator, { description: 'User simulator that played the user.' })
  userSimulator(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<UserSimulator> {
    return loaders.userSimulator.load(rollout.userSimulatorId);
  }

  @FieldResolver(() => Collection, {
    nullable: true,
    description: 'Collection that produced the rollout; null if it was ingested.',
  })
  collection(@Root() { collectionId }: Rollout, @Ctx() { loaders }: RequestContext): Promise<Collection> | null {
    return collectionId === null ? null : loaders.collection.load(collectionId);
  }

  @Extensions({ assumedLength: ASSUMED_TURNS })
  @FieldResolver(() => TurnConnection, {
    description: `Turns of the rollout, by index. Without \`first\` or \`last\`, the first ${LIMITS.pageSize}, which count as ${ASSUMED_TURNS} towards the cost of the operation.`,
  })
  turns(@Root() rollout: Rollout, @Args(() => TurnsArgs) args: TurnsArgs, @Ctx() { loaders }: RequestContext) {
    return new TurnConnection(turnSource(loaders, rollout, args));
  }
}

function choiceOf(list: RowList<Rollout>, parentId: string, args: RolloutsArgs): ListChoice<Rollout> {
  const sort = rolloutSort(args.orderBy ?? DEFAULT_ROLLOUT_ORDER);
  return { list, parentId, args, sort, filter: { rollouts: rolloutFilterOf(args.filter) } };
}
