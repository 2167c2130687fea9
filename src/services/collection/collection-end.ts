import { collectionStream } from '../../events/streams';
import type { Collection } from '../../model/collection/collection.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { collectionProgressFormat, readCollectionProgress } from './collection-progress';
import { publishHumanTurn } from '../conversation/human-turn-event';
import type { OnJobEnd } from '../jobs/job-kind';

/** Kind of event in a collection's stream: its last job has ended, and no more events follow. */
export const COLLECTION_ENDED_EVENT = 'COLLECTION_ENDED' as const;

/** Starts work that was waiting for a collection, in the unit of work that ends it. */
export type StartWaiting = (stores: TenantStores, collection: Collection) => Promise<void>;

/**
 * Handles the end of a shard: after the last shard, the collection ends, exactly once.
 *
 * @param startWaiting runs before the end event is written, because that locks the stream
 */
export function endShard(startWaiting: StartWaiting): OnJobEnd {
  return async (stores, job) => {
    const ended = await stores.collections.endIfSettled(job.id);
    if (ended === null) return null;
    return async () => {
      await startWaiting(stores, ended);
      await publishCollectionEnd(stores, ended);
    };
  };
}

async function publishCollectionEnd(stores: TenantStores, collection: Collection): Promise<void> {
  // Left behind by a lost worker: no worker waits for these answers any more.
  const abandoned = await stores.humanTurns.cancelOfCollection(collection.id);
  for (const turn of abandoned) await publishHumanTurn(stores, turn);
  const progress = await readCollectionProgress(stores, collection);
  await stores.events.append(
    collectionStream(collection.id),
    COLLECTION_ENDED_EVENT,
    collectionProgressFormat.withVersion(progress),
  );
}
