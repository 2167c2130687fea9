import { collectionStream } from '../../events/streams';
import type { Collection } from '../../model/collection/collection.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { collectionProgressFormat, readCollectionProgress } from './collection-progress';
import { publishHumanTurn } from '../conversation/human-turn-event';
import type { OnJobEnd } from '../jobs/job-kind';

/** Kind of an event in a collection's stream: the last of its jobs ended, and nothing more will come. */
export const COLLECTION_ENDED_EVENT = 'COLLECTION_ENDED' as const;

/** Starts what waited for a collection, in the unit that ended it. */
export type StartWaiting = (stores: TenantStores, collection: Collection) => Promise<void>;

/**
 * What follows the end of a shard: when it was the last, the collection ends, exactly once.
 *
 * @param startWaiting runs before the event of the end, which locks the stream
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
  // Left by a worker that was lost: nobody waits for the answers.
  const abandoned = await stores.humanTurns.cancelOfCollection(collection.id);
  for (const turn of abandoned) await publishHumanTurn(stores, turn);
  const progress = await readCollectionProgress(stores, collection);
  await stores.events.append(
    collectionStream(collection.id),
    COLLECTION_ENDED_EVENT,
    collectionProgressFormat.withVersion(progress),
  );
}
