import { ArgsType, Field, Int } from 'type-graphql';
import type { Rollout } from '../../model/rollouts/rollout.model';
import type { Turn } from '../../model/rollouts/turn.model';
import type { Sort } from '../../persistence/lists/row-list';
import type { ConnectionSource } from '../graph/connections';
import { type CursorScope, encodeCursor } from '../graph/cursor';
import type { Loaders } from '../graph/loaders';
import { PageArgs, pageRequestOf } from '../graph/page-args';
import { LIMITS } from '../guards/limits';

/** Most rollouts are shorter than a page, so that they are returned whole. */
@ArgsType()
export class TurnsArgs extends PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `Return the first turns, 1 to ${LIMITS.pageSize}. Default ${LIMITS.pageSize}, unless \`last\` is given.`,
  })
  declare first?: number | null;
}

const BY_INDEX: Sort = { key: 'index', keyType: 'INTEGER', direction: 'ASC' };

/** Source of the turns of a rollout. Their indexes run from 0 without gaps, so a page is a range of indexes. */
export function turnSource(loaders: Loaders, { id, turnCount }: Rollout, args: PageArgs): ConnectionSource<Turn> {
  const scope: CursorScope = { list: 'turns', sort: BY_INDEX, rows: id };
  const request = pageRequestOf(scope, args, LIMITS.pageSize);
  const start = request.after === null ? 0 : Number(request.after.key) + 1;
  const end = request.before === null ? turnCount : Math.min(Number(request.before.key), turnCount);
  const { from, to } =
    request.end === 'FIRST'
      ? { from: start, to: Math.min(end, start + request.size) }
      : { from: Math.max(start, end - request.size), to: end };
  const hasMore = request.end === 'FIRST' ? to < end : from > start;
  return {
    request,
    readPage: async () => ({
      rows: from < to ? await loaders.turnsWithin.load({ rolloutId: id, from, to }) : [],
      hasMore,
    }),
    countRows: () => Promise.resolve(turnCount),
    cursorOf: ({ index }) => encodeCursor(scope, { key: index, id }),
  };
}
