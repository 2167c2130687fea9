import { collectionStream } from '../../events/streams';
import type { Collection } from '../../model/collection/collection.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { collectionProgressFormat, readCollectionProgress } from './collection-progress';
import { publishHumanTurn } from '../conversation/human-turn-event';
import { startWaitingEvaluations } from '../evaluation/start-waiting-evaluations';

/** Kind of an event in a collection's stream: the last of its jobs ended, and nothing more will come. */
export const COLLECTION_ENDED_EVENT = 'COLLECTION_ENDED' as const;

/**
 * What follows when the last shard of a collection is final, in the unit that ended it: exactly once for a collection. What
 * is to start then (an evaluation of its rollouts, say) is started here, before the event, which locks the stream.
 */
export async function publishCollectionEnd(stores: TenantStores, collection: Collection): Promise<void> {
  await startWaitingEvaluations(stores, collection);
  // Of a worker that was lost: nobody waits for the answers.
  const abandoned = await stores.humanTurns.cancelOfCollection(collection.id);
  for (const turn of abandoned) await publishHumanTurn(stores, turn);
  const progress = await readCollectionProgress(stores, collection);
  await stores.events.append(
    collectionStream(collection.id),
    COLLECTION_ENDED_EVENT,
    collectionProgressFormat.withVersion(progress),
  );
}
