import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../errors';
import { type ApiClient, ConnectionLostError } from './api-client';
import type { ProgressView } from './progress-view';

type ProgressEvent = {
  readonly jobProgress: {
    readonly seq: number;
    readonly state: string;
    readonly phase: string | null;
    readonly done: number;
    readonly total: number | null;
    readonly errorMessage: string | null;
  };
};

const SUBSCRIPTION = `subscription ($id: ID!, $since: Int) {
  jobProgress(id: $id, since: $since) { seq state phase done total errorMessage }
}`;

const RECONNECT_MS = 1000;
/** Connections in a row that may fail or break at once. */
const MAX_BROKEN_CONNECTIONS = 30;
/** A connection that lasted this long was a good one, milliseconds. */
const GOOD_CONNECTION_MS = 5000;

/**
 * Watches a job through the subscription until it is final; after a lost connection it goes on where it was.
 *
 * @throws UnavailableError with the job's own text when it does not succeed, and when the server stops or stays away
 */
export async function followJob(client: ApiClient, jobRunId: string, view: ProgressView): Promise<void> {
  let isComplete = false;
  try {
    await showUntilSucceeded(client, jobRunId, view);
    isComplete = true;
  } finally {
    view.end(isComplete);
  }
}

async function showUntilSucceeded(client: ApiClient, jobRunId: string, view: ProgressView): Promise<void> {
  let since = 0;
  let broken = 0;
  while (broken < MAX_BROKEN_CONNECTIONS) {
    const connectedAtMs = performance.now();
    try {
      for await (const { jobProgress: event } of client.subscribe<ProgressEvent>(SUBSCRIPTION, {
        id: jobRunId,
        since,
      })) {
        since = event.seq;
        if (event.phase !== null) view.show(event.phase, event.done, event.total);
        if (event.state === 'SUCCEEDED') return;
        if (event.state === 'FAILED' || event.state === 'CANCELLED') {
          throw new UnavailableError(`the job ended ${event.state}: ${event.errorMessage ?? 'no reason was given'}`);
        }
      }
    } catch (error) {
      if (!(error instanceof ConnectionLostError)) throw error;
    }
    broken = performance.now() - connectedAtMs > GOOD_CONNECTION_MS ? 1 : broken + 1;
    await sleep(RECONNECT_MS);
  }
  throw new UnavailableError(`the connection to the server was lost; job run ${jobRunId} goes on without this program`);
}
