import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { NotFoundError } from '../../errors';
import { Node } from '../../model/node';
import { Requires } from '../guards/authorization';
import type { RequestContext } from './request-context';

@Resolver()
export class NodeResolver {
  @Requires('READ')
  @Query(() => Node, {
    nullable: true,
    description: 'Object with this id. API keys and organizations are not available here; see `me`.',
  })
  async node(
    @Arg('id', () => ID, { description: 'Id of the object.' }) id: string,
    @Ctx() { inTenant }: RequestContext,
  ): Promise<Node> {
    const found = await inTenant((stores) => stores.nodes.find(id));
    if (found === null) throw new NotFoundError(`no object ${id}`);
    return found;
  }
}
