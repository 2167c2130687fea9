import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import { InvalidInputError } from '../../errors';
import { Experiment } from '../../model/experiments/experiment.model';
import { createExperiment } from '../../services/experiments/create-experiment';
import { TEXTS } from '../../stored-text';
import { BoundedText } from '../guards/argument-limits';
import { Requires } from '../guards/authorization';
import { connectionTypeOf } from '../graph/connections';
import { CreateExperimentInput } from './create-experiment.input';
import type { RequestContext } from '../graph/request-context';
import { organizationField } from '../graph/list-fields';
import { LISTS } from '../../persistence/lists/lists';

const ExperimentConnection = connectionTypeOf(Experiment, 'Experiment');

export const EXPERIMENT_LIST = organizationField({
  field: 'experiments',
  Connection: ExperimentConnection,
  list: LISTS.experiments,
  description: 'Experiments of the organization, newest first.',
  hasNames: true,
});

@ArgsType()
class ExperimentArgs {
  @Field(() => ID, { nullable: true, description: 'Id of the experiment; give either this or `name`.' })
  id?: string | null;

  @BoundedText({
    nullable: true,
    max: TEXTS.name.max,
    description: 'Name of the experiment; give either this or `id`.',
  })
  name?: string | null;
}

@Resolver(() => Experiment)
export class ExperimentResolver {
  @Requires('READ')
  @Query(() => Experiment, {
    nullable: true,
    description: 'One experiment, by id or by name. Exactly one of them must be given.',
  })
  experiment(@Args(() => ExperimentArgs) args: ExperimentArgs, @Ctx() context: RequestContext): Promise<Experiment> {
    const { id = null, name = null } = args;
    if (id !== null && name === null) return context.inTenant((stores) => stores.experiments.get(id));
    if (name !== null && id === null) return context.inTenant((stores) => stores.experiments.getByName(name));
    throw new InvalidInputError('experiment: give exactly one of id and name');
  }

  @Requires('WRITE')
  @Mutation(() => Experiment, { description: 'Creates an experiment. A name that is already taken is a CONFLICT.' })
  createExperiment(
    @Arg('input', () => CreateExperimentInput, { description: 'The new experiment.' }) input: CreateExperimentInput,
    @Ctx() { database, tenantId }: RequestContext,
  ): Promise<Experiment> {
    const { name, description, idempotencyKey = null } = input;
    return createExperiment(database, tenantId, { name, description, idempotencyKey });
  }
}
