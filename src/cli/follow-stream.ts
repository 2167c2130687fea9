import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../errors';
import { type ApiClient, ConnectionLostError } from './api-client';
import type { Operation } from './queries/operation';

export type FollowedStream<Event> = {
  readonly subscription: Operation<Event, { id: string; since: number }>;
  readonly id: string;
  /** Name of the stream for the error when the server stays unreachable. */
  readonly name: string;
  /** Sequence number of an event. */
  readonly seqOf: (event: Event) => number;
  /** @returns true if this was the last event */
  readonly onEvent: (event: Event) => boolean;
};

const RECONNECT_MS = 1000;
/** Max consecutive connections that fail or break early. */
const MAX_BROKEN_CONNECTIONS = 30;
/** A connection that lasted this long resets the count, ms. */
const GOOD_CONNECTION_MS = 5000;

/**
 * Passes on the events of a stream until the last one; resumes after a lost connection.
 *
 * @throws UnavailableError if the server stops or stays unreachable; whatever `onEvent` throws
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
  throw new UnavailableError(`the connection to the server was lost; ${name} ${id} continues on the server`);
}
