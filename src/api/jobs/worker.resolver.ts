import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Requires } from '../guards/authorization';
import type { RequestContext } from '../graph/request-context';
import { toWorker, Worker } from './worker.type';
import { connectionTypeOf } from '../graph/connections';
import { type CursorScope, encodeCursor } from '../graph/cursor';
import { PageArgs, pageRequestOf } from '../graph/page-args';

const WorkerConnection = connectionTypeOf(Worker, 'Worker', 'by name');

const SCOPE: CursorScope = { list: 'workers', sort: { key: 'name', keyType: 'TEXT', direction: 'ASC' }, rows: null };

@Resolver(() => Worker)
export class WorkerResolver {
  @Requires('READ')
  @Query(() => WorkerConnection, {
    description:
      'Live workers of the installation, sorted by name: those with a heartbeat in the last 35 seconds. All organizations share them.',
  })
  workers(@Args(() => PageArgs) args: PageArgs, @Ctx() { inTenant }: RequestContext) {
    const request = pageRequestOf(SCOPE, args);
    return new WorkerConnection({
      request,
      readPage: async () => {
        const { rows, hasMore } = await inTenant((stores) => stores.workers.pageLive(request));
        return { rows: rows.map(toWorker), hasMore };
      },
      countRows: () => inTenant((stores) => stores.workers.countLive()),
      cursorOf: ({ name }) => encodeCursor(SCOPE, { key: name, id: name }),
    });
  }
}
