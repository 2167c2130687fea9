import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../errors';
import { type ApiClient, ConnectionLostError } from './api-client';
import type { Operation } from './queries/operation';

export type FollowedStream<Event> = {
  readonly subscription: Operation<Event, { id: string; since: number }>;
  readonly id: string;
  /** What is followed, for the error when the server stays away. */
  readonly name: string;
  /** Sequence number of an event. */
  readonly seqOf: (event: Event) => number;
  /** @returns true when this was the last event */
  readonly onEvent: (event: Event) => boolean;
};

const RECONNECT_MS = 1000;
/** Connections in a row that may fail or break at once. */
const MAX_BROKEN_CONNECTIONS = 30;
/** A connection that lasted this long was a good one, milliseconds. */
const GOOD_CONNECTION_MS = 5000;

/**
 * Hears the events of a stream until the last one; after a lost connection it goes on where it was.
 *
 * @throws UnavailableError when the server stops or stays away; whatever `onEvent` throws
 */
export async function followStream<Event>(
  client: ApiClient,
  { subscription, id, name, seqOf, onEvent }: FollowedStream<Event>,
): Promise<void> {
  let since = 0;
  let broken = 0;
  while (broken < MAX_BROKEN_CONNECTIONS) {
    const connectedAtMs = performance.now();
    try {
      for await (const event of client.subscribe(subscription, { id, since })) {
        since = seqOf(event);
        if (onEvent(event)) return;
      }
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) throw error;
    }
    broken = performance.now() - connectedAtMs > GOOD_CONNECTION_MS ? 1 : broken + 1;
    await sleep(RECONNECT_MS);
  }
  throw new UnavailableError(`the connection to the server was lost; ${name} ${id} goes on without this program`);
}
