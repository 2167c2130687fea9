import { InvalidInputError } from '../../errors';
import { experimentStream, jobStream, type StreamEvent } from '../../events/streams';
import type { TenantStores } from '../../persistence/tenant-stores';
import { CONVERSATION_STARTED_EVENT } from '../../services/conversation/conversation-event';
import { ROLLOUTS_INGESTED_EVENT } from '../../services/rollouts/ingest-rollouts';
import { isFinalJobState, JOB_STATE_EVENT, readJobProgressEvent } from '../../services/jobs/job-runs';
import { endOnReturn } from '../graph/end-on-return';
import type { RequestContext } from '../graph/request-context';
import { ExperimentEvent, JobProgress } from './job-progress.type';

/** What to follow: the row it belongs to, and the last event that the subscriber has. */
export type Following = { readonly id: string; readonly since: number };

/**
 * Events of a job, first those after `since`, then as they happen. Ends after the event of a final state, at once when the
 * subscriber has that one already.
 *
 * @throws NotFoundError for a job that the organization does not have; InvalidInputError for a `since` beyond its events
 */
export async function streamJob(
  context: RequestContext,
  { id, since }: Following,
): Promise<AsyncIterableIterator<JobProgress, void, undefined>> {
  const stream = jobStream(id);
  const isOver = await context.inTenant(async (stores) => {
    const job = await stores.jobRuns.get(id);
    const last = await checkSince(stores, stream, since);
    return isFinalJobState(job.state) && since === last;
  });
  return endOnReturn(async function* (signal) {
    if (isOver) return;
    for await (const event of context.events.subscribe(context.tenantId, stream, since, signal)) {
      const progress = toJobProgress(event);
      yield progress;
      if (isFinalJobState(progress.state)) return;
    }
  });
}

/**
 * Events of an experiment, first those after `since`, then as they happen, until the subscriber leaves.
 *
 * @throws NotFoundError for an experiment that the organization does not have; InvalidInputError for a `since` beyond its events
 */
export async function streamExperiment(
  context: RequestContext,
  { id, since }: Following,
): Promise<AsyncIterableIterator<ExperimentEvent, void, undefined>> {
  const stream = experimentStream(id);
  await context.inTenant(async (stores) => {
    await stores.experiments.get(id);
    await checkSince(stores, stream, since);
  });
  return endOnReturn(async function* (signal) {
    for await (const event of context.events.subscribe(context.tenantId, stream, since, signal)) {
      yield toExperimentEvent(event);
    }
  });
}

/** @returns sequence number of the newest event
 *  @throws InvalidInputError for a `since` beyond it */
export async function checkSince(stores: TenantStores, stream: string, since: number): Promise<number> {
  const last = await stores.events.readLastSeq(stream);
  if (since < 0 || since > last) {
    throw new InvalidInputError(`since: is ${since}, but the stream has ${last} events; give 0 to ${last}`);
  }
  return last;
}

function toJobProgress(event: StreamEvent): JobProgress {
  const { seq, createdAt } = event;
  return Object.assign(new JobProgress(), { ...readJobProgressEvent(event), seq, createdAt });
}

function toExperimentEvent(event: StreamEvent): ExperimentEvent {
  const { seq, kind, createdAt } = event;
  const job = kind === JOB_STATE_EVENT ? readJobProgressEvent(event) : null;
  const rolloutsAccepted = kind === ROLLOUTS_INGESTED_EVENT ? Number(event.payload.accepted) : null;
  const conversationId = kind === CONVERSATION_STARTED_EVENT ? String(event.payload.conversationId) : null;
  return Object.assign(new ExperimentEvent(), { seq, kind, createdAt, job, rolloutsAccepted, conversationId });
}
