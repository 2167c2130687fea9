import { UnavailableError } from '../../errors';
import type { ApiClient } from '../api-client';
import { followStream } from '../follow-stream';
import type { ResultOf, VariablesOf } from './operation';
import { FOLLOW_COLLECTION, READ_COLLECTION, START_COLLECTION } from './operations.generated';
import { requireFound } from './require-found';

/** A collection as the command line shows it. */
export type CollectionView = NonNullable<ResultOf<typeof READ_COLLECTION>['collection']>;

/** Progress of a collection. */
export type CollectionProgressView = CollectionView['progress'];

export type CollectionInput = VariablesOf<typeof START_COLLECTION>['input'];

/** Enqueues a collection. @param input of `startCollection` */
export async function requestCollection(client: ApiClient, input: CollectionInput): Promise<CollectionView> {
  const { startCollection: collection } = await client.query(START_COLLECTION, { input });
  return collection;
}

/**
 * Follows a collection until it ends.
 *
 * @throws UnavailableError if it does not succeed, and if the server stops or stays unreachable
 */
export async function followCollection(
  client: ApiClient,
  id: string,
  onProgress: (progress: CollectionProgressView) => void,
): Promise<CollectionView> {
  await followStream(client, {
    subscription: FOLLOW_COLLECTION,
    id,
    name: 'collection',
    seqOf: ({ collectionProgress }) => collectionProgress.seq,
    onEvent: ({ collectionProgress: { kind, progress } }) => {
      onProgress(progress);
      return kind === 'ENDED';
    },
  });
  const collection = requireFound((await client.query(READ_COLLECTION, { id })).collection);
  const { state } = collection.progress;
  if (state !== 'SUCCEEDED') throw new UnavailableError(`collection ${id} ended ${state}`);
  return collection;
}
