import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import { Requires } from '../guards/authorization';
import { LIMITS } from '../guards/limits';
import type { RequestContext } from '../graph/request-context';
import { toWorker, Worker } from './worker.type';

@Resolver(() => Worker)
export class WorkerResolver {
  @Requires('READ')
  @Extensions({ assumedLength: LIMITS.workers })
  @Query(() => [Worker], {
    description:
      `The live workers of the installation, by name, at most ${LIMITS.workers}: those that gave a sign of life in the ` +
      'last 35 seconds. They are the same for every organization.',
  })
  async workers(@Ctx() { inTenant }: RequestContext): Promise<Worker[]> {
    const rows = await inTenant((stores) => stores.workers.findLive(LIMITS.workers));
    return rows.map(toWorker);
  }
}
