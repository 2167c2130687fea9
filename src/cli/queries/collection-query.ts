import { UnavailableError } from '../../errors';
import type { ApiClient } from '../api-client';
import { followStream } from '../follow-stream';

/** How far a collection is. */
export type CollectionProgressView = {
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly running: number;
  readonly scored: number;
  readonly passed: number;
  readonly infrastructureFailures: number;
  readonly simulatorFailures: number;
  readonly timeouts: number;
  readonly passRate: number | null;
  readonly passRateLow: number | null;
  readonly passRateHigh: number | null;
  readonly ratePerSecond: number | null;
};

/** A collection as the command line shows it. */
export type CollectionView = {
  readonly id: string;
  readonly endedAt: string | null;
  readonly taskCount: number;
  readonly trials: number;
  readonly progress: CollectionProgressView;
};

const PROGRESS = `state total done running scored passed infrastructureFailures simulatorFailures timeouts
  passRate passRateLow passRateHigh ratePerSecond`;

const FIELDS = `id endedAt taskCount trials progress { ${PROGRESS} }`;

/** Accepts a collection. @param input of `startCollection` */
export async function requestCollection(
  client: ApiClient,
  input: Readonly<Record<string, unknown>>,
): Promise<CollectionView> {
  const { startCollection: collection } = await client.query<{ startCollection: CollectionView }>(
    `mutation ($input: StartCollectionInput!) { startCollection(input: $input) { ${FIELDS} } }`,
    { input },
  );
  return collection;
}

type ProgressEvent = {
  readonly collectionProgress: {
    readonly seq: number;
    readonly kind: string;
    readonly progress: CollectionProgressView;
  };
};

/**
 * Hears how a collection gets on until it has ended.
 *
 * @throws UnavailableError when it does not succeed, and when the server stops or stays away
 */
export async function followCollection(
  client: ApiClient,
  id: string,
  onProgress: (progress: CollectionProgressView) => void,
): Promise<CollectionView> {
  await followStream<ProgressEvent>(client, {
    document: `subscription ($id: ID!, $since: Int) {
      collectionProgress(id: $id, since: $since) { seq kind progress { ${PROGRESS} } }
    }`,
    id,
    name: 'collection',
    seqOf: ({ collectionProgress }) => collectionProgress.seq,
    onEvent: ({ collectionProgress: { kind, progress } }) => {
      onProgress(progress);
      return kind === 'ENDED';
    },
  });
  const { collection } = await client.query<{ collection: CollectionView }>(
    `query ($id: ID!) { collection(id: $id) { ${FIELDS} } }`,
    { id },
  );
  const { state } = collection.progress;
  if (state !== 'SUCCEEDED') throw new UnavailableError(`collection ${id} ended ${state}`);
  return collection;
}
