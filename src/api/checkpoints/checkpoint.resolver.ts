import { Arg, Args, ArgsType, Ctx, Extensions, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Checkpoint } from '../../model/checkpoints/checkpoint.model';
import { Experiment } from '../../model/experiments/experiment.model';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { LIMITS } from '../guards/limits';
import type { RequestContext } from '../graph/request-context';
import { edgeField } from '../graph/list-fields';
import { experimentSource, organizationSource } from '../graph/list-source';
import { ListArgs } from '../graph/page-args';
import { TrainingRun } from '../../model/training/training-run.model';
import { LISTS } from '../../persistence/lists/lists';

const CheckpointConnection = connectionTypeOf(Checkpoint, 'Checkpoint');
const Connection = CheckpointConnection;

export const CHECKPOINT_EDGES = [
  edgeField(Experiment, {
    field: 'checkpoints',
    Connection,
    list: LISTS.checkpointsOfExperiment,
    description: 'Checkpoints of the experiment, newest first.',
  }),
  edgeField(TrainingRun, {
    field: 'checkpoints',
    Connection,
    list: LISTS.checkpointsOfTrainingRun,
    description: 'Checkpoints written by this run, newest first.',
  }),
  edgeField(Checkpoint, {
    field: 'children',
    Connection,
    list: LISTS.childrenOfCheckpoint,
    description: 'Checkpoints whose training started from this one, newest first.',
  }),
];

@ArgsType()
class CheckpointsArgs extends ListArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only checkpoints of this experiment. Default: all of the organization.',
  })
  experimentId?: string | null;
}

@Resolver(() => Checkpoint)
export class CheckpointResolver {
  @Requires('READ')
  @Query(() => CheckpointConnection, {
    description: 'Checkpoints of an experiment or of the whole organization, newest first.',
  })
  async checkpoints(@Args(() => CheckpointsArgs) args: CheckpointsArgs, @Ctx() context: RequestContext) {
    const { experimentId } = args;
    const source = experimentId
      ? await experimentSource(context, { list: LISTS.checkpointsOfExperiment, parentId: experimentId, args })
      : await organizationSource(context, { list: LISTS.checkpoints, args });
    return new CheckpointConnection(source);
  }

  @Requires('READ')
  @Query(() => Checkpoint, { nullable: true, description: 'One checkpoint.' })
  checkpoint(
    @Arg('id', () => ID, { description: 'Id of the checkpoint.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Checkpoint> {
    return inTenant((stores) => stores.checkpoints.get(id));
  }

  @FieldResolver(() => Experiment, {
    nullable: true,
    description: 'Experiment that the checkpoint belongs to; null if none.',
  })
  experiment(@Root() checkpoint: Checkpoint, @Ctx() { loaders }: RequestContext): Promise<Experiment> | null {
    return checkpoint.experimentId === null ? null : loaders.experiment.load(checkpoint.experimentId);
  }

  @FieldResolver(() => Checkpoint, {
    nullable: true,
    description: 'Checkpoint whose parameters training started from; null if it started from random ones.',
  })
  parent(@Root() checkpoint: Checkpoint, @Ctx() { loaders }: RequestContext): Promise<Checkpoint> | null {
    return checkpoint.parentId === null ? null : loaders.checkpoint.load(checkpoint.parentId);
  }

  @Extensions({ assumedLength: LIMITS.lineage })
  @FieldResolver(() => [Checkpoint], {
    description: `Ancestors of the checkpoint, starting with its parent, at most ${LIMITS.lineage}. For older ones read the lineage of the last.`,
  })
  lineage(@Root() { id }: Checkpoint, @Ctx() { loaders }: RequestContext): Promise<Checkpoint[]> {
    return loaders.ancestorsOfCheckpoint.load(id);
  }
}
