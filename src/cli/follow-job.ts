import { UnavailableError } from '../errors';
import type { ApiClient } from './api-client';
import { followStream } from './follow-stream';
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

function showUntilSucceeded(client: ApiClient, jobRunId: string, view: ProgressView): Promise<void> {
  return followStream<ProgressEvent>(client, {
    document: SUBSCRIPTION,
    id: jobRunId,
    name: 'job run',
    seqOf: ({ jobProgress }) => jobProgress.seq,
    onEvent: ({ jobProgress: event }) => {
      if (event.phase !== null) view.show(event.phase, event.done, event.total);
      if (event.state === 'FAILED' || event.state === 'CANCELLED') {
        throw new UnavailableError(`the job ended ${event.state}: ${event.errorMessage ?? 'no reason was given'}`);
      }
      return event.state === 'SUCCEEDED';
    },
  });
}
