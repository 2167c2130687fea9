import { collectionStream, type StreamEvent } from '../../events/streams';
import { COLLECTION_ENDED_EVENT } from '../../services/collection/collection-end';
import { collectionProgressSchema } from '../../services/collection/collection-progress';
import { endOnReturn } from '../graph/end-on-return';
import { checkSince, type Following } from '../jobs/follow-events';
import type { RequestContext } from '../graph/request-context';
import { CollectionEvent } from './collection-event.type';

/**
 * Events of a collection, first those after `since`, then as they happen. Ends after the event of its end, at once when the
 * subscriber has that one already.
 *
 * @throws NotFoundError for a collection that the organization does not have; InvalidInputError for a `since` beyond its events
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

function toCollectionEvent({ seq, kind, createdAt, payload }: StreamEvent): CollectionEvent {
  const progress = collectionProgressSchema.parse(payload);
  return Object.assign(new CollectionEvent(), { seq, kind, createdAt, progress });
}
