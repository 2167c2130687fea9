import { collectionStream, experimentStream } from '../../events/streams';
import type { Collection } from '../../model/collection/collection.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { collectionProgressFormat, readCollectionProgress } from './collection-progress';
import { ingestedFormat, ROLLOUTS_INGESTED_EVENT } from '../rollouts/ingest-rollouts';
import type { FinishedRollout } from './rollout-sink';

/** Kind of an event in a collection's stream: it got further. */
export const COLLECTION_PROGRESS_EVENT = 'PROGRESS' as const;

/** Two a second are enough for an eye, however many workers write. */
const SHORTEST_INTERVAL_MS = 500;

/**
 * Writes finished rollouts in the caller's unit, and tells the subscribers of experiment and collection. Writing again what is
 * there already changes nothing. Call it last: it locks the streams.
 */
export async function writeCollected(
  stores: TenantStores,
  collection: Collection,
  batch: readonly FinishedRollout[],
): Promise<void> {
  if (batch.length === 0) return;
  const written = await stores.rolloutWriter.insert(batch.map(({ rollout }) => rollout));
  const accepted = written.filter(({ isNew }) => isNew).length;
  const stream = collectionStream(collection.id);
  const isDue = (await stores.events.readLastAgeMs(stream)) >= SHORTEST_INTERVAL_MS;
  const progress = isDue ? await readCollectionProgress(stores, collection) : null;
  // What was written already by a unit whose end was not heard of took what follows with it.
  const fresh = batch.flatMap(({ afterWrite }, i) => (written[i]!.isNew ? [{ afterWrite, id: written[i]!.id }] : []));
  for (const { afterWrite, id } of fresh) await afterWrite?.(stores, id);
  if (accepted > 0) {
    await stores.events.append(
      experimentStream(collection.experimentId),
      ROLLOUTS_INGESTED_EVENT,
      ingestedFormat.withVersion({ accepted }),
    );
  }
  if (progress !== null)
    await stores.events.append(stream, COLLECTION_PROGRESS_EVENT, collectionProgressFormat.withVersion(progress));
}
