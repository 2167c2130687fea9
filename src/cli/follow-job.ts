import { UnavailableError } from '../errors';
import type { ApiClient } from './api-client';
import { followStream } from './follow-stream';
import { FOLLOW_JOB } from './queries/operations.generated';
import type { ProgressView } from './progress-view';

/**
 * Follows a job through its subscription until it is final; resumes after a lost connection.
 *
 * @throws UnavailableError with the job's error message if it does not succeed, and if the server stops or stays
 *   unreachable
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
  return followStream(client, {
    subscription: FOLLOW_JOB,
    id: jobRunId,
    name: 'job run',
    seqOf: ({ jobProgress }) => jobProgress.seq,
    onEvent: ({ jobProgress: event }) => {
      if (event.phase !== null) view.show(event.phase, event.done, event.total);
      if (event.state === 'FAILED' || event.state === 'CANCELLED') {
        throw new UnavailableError(`the job ended ${event.state}: ${event.errorMessage ?? 'no reason given'}`);
      }
      return event.state === 'SUCCEEDED';
    },
  });
}
