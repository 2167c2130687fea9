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
import type { RolloutOrder } from '../../persistence/stores/rollouts/rollout-page';
import { ingestRollouts, verdictsFormat } from '../../services/rollouts/ingest-rollouts';
import { answerOnce } from '../graph/answer-once';
import { ASSUMED_TURNS } from '../guards/assumed-lengths';
import { Requires } from '../guards/authorization';
import { connectionTypeOf, PageArgs, pageSizeOf } from '../graph/connections';
import { IngestRolloutsInput } from './ingest-rollouts.input';
import { RolloutFilterInput, rolloutFilterOf } from './rollout-filter.input';
import { DEFAULT_ROLLOUT_ORDER, RolloutOrderInput } from './rollout-order.input';
import type { RequestContext } from '../graph/request-context';
import { decodeRolloutCursor, encodeRolloutCursor } from './rollout-cursor';
import { toIngestRow } from './to-ingest-row';
import { IngestRolloutsPayload, toIngestRolloutsPayload } from './ingest-rollouts.type';

const RolloutConnection = connectionTypeOf(Rollout, 'Rollout', 'in the order that was asked for');

@ArgsType()
class RolloutsArgs extends PageArgs {
  @Field(() => ID, { description: 'The experiment whose rollouts are listed.' })
  experimentId!: string;

  @Field(() => RolloutFilterInput, { nullable: true, description: 'Which of them; absent: all.' })
  filter?: RolloutFilterInput | null;

  @Field(() => RolloutOrderInput, { nullable: true, description: 'Their order; absent: oldest first.' })
  orderBy?: RolloutOrderInput | null;
}

@Resolver(() => Rollout)
export class RolloutResolver {
  @Requires('READ')
  @Query(() => RolloutConnection, {
    description: 'The rollouts of an experiment, those that a filter picks, in a chosen order.',
  })
  async rollouts(@Args(() => RolloutsArgs) args: RolloutsArgs, @Ctx() { inTenant }: RequestContext) {
    const { experimentId, after } = args;
    const filter = rolloutFilterOf(args.filter);
    const order: RolloutOrder = args.orderBy ?? DEFAULT_ROLLOUT_ORDER;
    const list = { experimentId, filter, order };
    const request = { order, first: pageSizeOf(args.first), after: after ? decodeRolloutCursor(list, after) : null };
    const page = await inTenant(async (stores) => {
      await stores.experiments.get(experimentId);
      return stores.rollouts.page(experimentId, filter, request);
    });
    return new RolloutConnection({
      list: 'rollouts',
      request,
      page,
      countRows: () => inTenant((stores) => stores.rollouts.count(experimentId, filter)),
      cursorOf: (rollout) => encodeRolloutCursor(list, rollout),
    });
  }

  @Requires('READ')
  @Query(() => Rollout, { description: 'One rollout.' })
  rollout(
    @Arg('id', () => ID, { description: 'Id of the rollout.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Rollout> {
    return inTenant((stores) => stores.rollouts.get(id));
  }

  @Requires('WRITE')
  @Mutation(() => IngestRolloutsPayload, {
    description:
      'Stores a batch of rollouts. Each row has a verdict of its own; what was accepted is committed when this answers.',
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

  @FieldResolver(() => Experiment, { description: 'The experiment that it belongs to.' })
  experiment(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<Experiment> {
    return loaders.experiment.load(rollout.experimentId);
  }

  @FieldResolver(() => Task, { description: 'The task that it is about.' })
  task(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<Task> {
    return loaders.task.load(rollout.taskId);
  }

  @FieldResolver(() => Policy, { description: 'What chose the actions.' })
  policy(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<Policy> {
    return loaders.policy.load(rollout.policyId);
  }

  @FieldResolver(() => UserSimulator, { description: 'Who played the user.' })
  userSimulator(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<UserSimulator> {
    return loaders.userSimulator.load(rollout.userSimulatorId);
  }

  @Extensions({ assumedLength: ASSUMED_TURNS })
  @FieldResolver(() => [Turn], { description: 'Its turns, in order.' })
  turns(@Root() rollout: Rollout, @Ctx() { loaders }: RequestContext): Promise<Turn[]> {
    return loaders.turnsOfRollout.load(rollout.id);
  }
}
