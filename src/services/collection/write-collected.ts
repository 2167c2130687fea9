import { collectionStream, experimentStream } from '../../events/streams';
import type { Collection } from '../../model/collection/collection.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { collectionProgressFormat, readCollectionProgress } from './collection-progress';
import { ingestedFormat, ROLLOUTS_INGESTED_EVENT } from '../rollouts/ingest-rollouts';
import type { FinishedRollout } from './rollout-sink';

/** Kind of event in a collection's stream: progress. */
export const COLLECTION_PROGRESS_EVENT = 'PROGRESS' as const;

/** Two events per second are enough for a person watching, regardless of the number of workers. */
const SHORTEST_INTERVAL_MS = 500;

/**
 * Writes finished rollouts in the caller's unit of work, and notifies the subscribers of the experiment and the
 * collection. Rollouts that already exist are left unchanged. Call it last: it locks the streams.
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
  // Rollouts that already exist were written by a unit of work whose commit was not confirmed; it also wrote what goes
  // with them.
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
