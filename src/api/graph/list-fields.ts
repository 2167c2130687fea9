import { Arg, Args, type ClassType, Ctx, Extensions, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Experiment } from '../../model/experiments/experiment.model';
import { Node } from '../../model/node';
import type { RowList } from '../../persistence/lists/row-list';
import { Requires } from '../guards/authorization';
import type { ConnectionSource } from './connections';
import { edgeSource, experimentSource, organizationSource } from './list-source';
import { ListArgs, NamedListArgs } from './page-args';
import type { RequestContext } from './request-context';

type Row = { readonly id: string };

/**
 * Cost of a row that holds a whole report, some 0.3 MB with 2,000 tasks: an operation reaches at most 2,500 of them below other
 * lists.
 */
export const REPORT_ROW_COST = 100;

/** A field that returns a list. */
export type ListField<Listed extends Row> = {
  readonly field: string;
  readonly Connection: new (source: ConnectionSource<Listed>) => object;
  readonly list: RowList<Listed>;
  readonly description: string;
  /** Cost of each row of an edge, for rows that hold a whole report. */
  readonly rowCost?: number;
  /** Whether the rows have names, to filter by. */
  readonly hasNames?: boolean;
};

/** A resolver of a list below a type: `ParentType.field`. */
export function edgeField<Listed extends Row>(
  ParentType: ClassType<Row>,
  { field, Connection, list, description, rowCost = 0, hasNames = false }: ListField<Listed>,
) {
  const Arguments = hasNames ? NamedListArgs : ListArgs;
  @Resolver(() => ParentType)
  class EdgeResolver {
    // The method has the name of the field: type-graphql finds the resolver of a field by type and method name.
    @FieldResolver(() => Connection, { description })
    @Extensions({ rowCost })
    [field](@Root() { id }: Node, @Args(() => Arguments) args: ListArgs, @Ctx() context: RequestContext) {
      return new Connection(edgeSource(context, { list, parentId: id, args }));
    }
  }
  return EdgeResolver;
}

/** A resolver of a list of everything in the organization: `Query.field`. */
export function organizationField<Listed extends Row>(options: ListField<Listed>) {
  const { field, Connection, list, description, hasNames = false } = options;
  const Arguments = hasNames ? NamedListArgs : ListArgs;
  @Resolver()
  class OrganizationListResolver {
    @Requires('READ')
    @Query(() => Connection, { name: field, description })
    async listAll(@Args(() => Arguments) args: ListArgs, @Ctx() context: RequestContext) {
      return new Connection(await organizationSource(context, { list, args }));
    }
  }
  return OrganizationListResolver;
}

/** Resolvers of a list of an experiment, at the root and below the experiment: `Query.field` and `Experiment.edge`. */
export function experimentFields<Listed extends Row>(options: ListField<Listed> & { readonly edge?: string }) {
  const { field, edge = field, Connection, list, description, hasNames = false } = options;
  const Arguments = hasNames ? NamedListArgs : ListArgs;
  @Resolver()
  class ExperimentListResolver {
    @Requires('READ')
    @Query(() => Connection, { name: field, description })
    async listOfExperiment(
      @Arg('experimentId', () => ID, { description: 'Id of the experiment.' }) experimentId: string,
      @Args(() => Arguments) args: ListArgs,
      @Ctx() context: RequestContext,
    ) {
      return new Connection(await experimentSource(context, { list, parentId: experimentId, args }));
    }
  }
  return [ExperimentListResolver, edgeField(Experiment, { ...options, field: edge })] as const;
}
