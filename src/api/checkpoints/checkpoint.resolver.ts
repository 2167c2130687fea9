import { Arg, Args, ArgsType, Ctx, Extensions, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { Requires } from '../guards/authorization';
import { connectionTypeOf, PageArgs, pageRequestOf } from '../graph/connections';
import { LIMITS } from '../guards/limits';
import type { RequestContext } from '../graph/request-context';

const CheckpointConnection = connectionTypeOf(Checkpoint, 'Checkpoint');

@ArgsType()
class CheckpointsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only checkpoints of this experiment; absent: all.' })
  experimentId?: string | null;
}

@Resolver(() => Checkpoint)
export class CheckpointResolver {
  @Requires('READ')
  @Query(() => CheckpointConnection, { description: 'The checkpoints of an experiment, or of all, oldest first.' })
  async checkpoints(@Args(() => CheckpointsArgs) args: CheckpointsArgs, @Ctx() { inTenant }: RequestContext) {
    const list = 'checkpoints';
    const request = pageRequestOf(list, args);
    const experimentId = args.experimentId ?? null;
    const page = await inTenant(async (stores) => {
      if (experimentId !== null) await stores.experiments.get(experimentId);
      return stores.checkpoints.page(experimentId, request);
    });
    return new CheckpointConnection({
      list,
      request,
      page,
      countRows: () => inTenant((stores) => stores.checkpoints.count(experimentId)),
    });
  }

  @Requires('READ')
  @Query(() => Checkpoint, { description: 'One checkpoint.' })
  checkpoint(
    @Arg('id', () => ID, { description: 'Id of the checkpoint.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Checkpoint> {
    return inTenant((stores) => stores.checkpoints.get(id));
  }

  @FieldResolver(() => Experiment, { nullable: true, description: 'The experiment it belongs to; null for none.' })
  experiment(@Root() checkpoint: Checkpoint, @Ctx() { loaders }: RequestContext): Promise<Experiment> | null {
    return checkpoint.experimentId === null ? null : loaders.experiment.load(checkpoint.experimentId);
  }

  @FieldResolver(() => Checkpoint, {
    nullable: true,
    description: 'The checkpoint whose parameters it started from; null for a beginning.',
  })
  parent(@Root() checkpoint: Checkpoint, @Ctx() { loaders }: RequestContext): Promise<Checkpoint> | null {
    return checkpoint.parentId === null ? null : loaders.checkpoint.load(checkpoint.parentId);
  }

  @Extensions({ assumedLength: LIMITS.lineage })
  @FieldResolver(() => [Checkpoint], {
    description: `Its ancestors, the parent first, at most ${LIMITS.lineage}; the last one's lineage goes on.`,
  })
  lineage(@Root() { id }: Checkpoint, @Ctx() { loaders }: RequestContext): Promise<Checkpoint[]> {
    return loaders.ancestorsOfCheckpoint.load(id);
  }
}
