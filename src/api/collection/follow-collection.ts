import { collectionStream, type StreamEvent } from '../../events/streams';
import { COLLECTION_ENDED_EVENT } from '../../services/collection/collection-end';
import { collectionProgressFormat } from '../../services/collection/collection-progress';
import { readEvent } from '../../services/jobs/event-format';
import { endOnReturn } from '../graph/end-on-return';
import { checkSince, type Following } from '../jobs/follow-events';
import type { RequestContext } from '../graph/request-context';
import { CollectionEvent } from './collection-event.type';

/**
 * Events of a collection: first those after `since`, then live ones. Ends after the final event, or at once if the
 * subscriber already has it.
 *
 * @throws NotFoundError for a collection that the organization does not have; InvalidInputError if `since` is beyond
 *   its last event
 */
export async function streamCollection(
  context: RequestContext,
  { id, since }: Following,
): Promise<AsyncIterableIterator<CollectionEvent, void, undefined>> {
  const stream = collectionStream(id);
  const isOver = await context.inTenant(async (stores) => {
    const collection = await stores.collections.get(id);
    const last = await checkSince(stores, stream, since);
    return collection.endedAt !== null && since === last;
  });
  return endOnReturn(async function* (signal) {
    if (isOver) return;
    for await (const event of context.events.subscribe(context.tenantId, stream, since, signal)) {
      yield toCollectionEvent(event);
      if (event.kind === COLLECTION_ENDED_EVENT) return;
    }
  });
}

function toCollectionEvent(event: StreamEvent): CollectionEvent {
  const { seq, kind, createdAt } = event;
  const progress = readEvent(collectionProgressFormat, event);
  return Object.assign(new CollectionEvent(), { seq, kind, createdAt, progress });
}
