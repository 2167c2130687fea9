import { UnavailableError } from '../errors';
import type { ApiClient } from './api-client';
import type { ProgressView } from './progress-view';

type ProgressEvent = {
  readonly jobProgress: {
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
 * Watches a job through the subscription until it is final.
 *
 * @throws UnavailableError with the job's own text when it does not succeed, or when the stream ends before the job
 */
export async function followJob(client: ApiClient, jobRunId: string, view: ProgressView): Promise<void> {
  for await (const { jobProgress: event } of client.subscribe<ProgressEvent>(SUBSCRIPTION, {
    id: jobRunId,
    since: 0,
  })) {
    if (event.phase !== null) view.show(event.phase, event.done, event.total);
    if (event.state === 'SUCCEEDED') {
      view.end(true);
      return;
    }
    if (event.state === 'FAILED' || event.state === 'CANCELLED') {
      view.end(false);
      throw new UnavailableError(`the job ended ${event.state}: ${event.errorMessage ?? 'no reason was given'}`);
    }
  }
  view.end(false);
  throw new UnavailableError(`the stream of job ${jobRunId} ended before the job`);
}
