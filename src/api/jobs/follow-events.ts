import { InvalidInputError } from '../../errors';
import { experimentStream, jobStream, type StreamEvent } from '../../events/streams';
import type { TenantStores } from '../../persistence/tenant-stores';
import { CONVERSATION_STARTED_EVENT, conversationStartedFormat } from '../../services/conversation/conversation-event';
import { ingestedFormat, ROLLOUTS_INGESTED_EVENT } from '../../services/rollouts/ingest-rollouts';
import { readEvent } from '../../services/jobs/event-format';
import { isFinalJobState, JOB_STATE_EVENT, readJobProgressEvent } from '../../services/jobs/job-runs';
import { endOnReturn } from '../graph/end-on-return';
import type { RequestContext } from '../graph/request-context';
import {
  ConversationStartedEvent,
  type ExperimentEvent,
  JobStateEvent,
  RolloutsIngestedEvent,
} from './experiment-event.type';
import { jobNameOf } from './job-enums';
import { JobEventType, JobSnapshot } from './job-event.type';

/** The row whose events are followed, and the last event that the subscriber has. */
export type Following = { readonly id: string; readonly since: number };

/**
 * Events of a job: first those after `since`, then live ones. Ends after the event of a final state, or at once if the
 * subscriber already has it.
 *
 * @throws NotFoundError for a job that the organization does not have; InvalidInputError if `since` is beyond its last
 *   event
 */
export async function streamJob(
  context: RequestContext,
  { id, since }: Following,
): Promise<AsyncIterableIterator<JobEventType, void, undefined>> {
  const stream = jobStream(id);
  const isOver = await context.inTenant(async (stores) => {
    const job = await stores.jobRuns.get(id);
    const last = await checkSince(stores, stream, since);
    return isFinalJobState(job.state) && since === last;
  });
  return endOnReturn(async function* (signal) {
    if (isOver) return;
    for await (const event of context.events.subscribe(context.tenantId, stream, since, signal)) {
      const news = toJobEvent(event);
      yield news;
      if (isFinalJobState(news.state)) return;
    }
  });
}

/**
 * Events of an experiment: first those after `since`, then live ones, until the subscriber leaves.
 *
 * @throws NotFoundError for an experiment that the organization does not have; InvalidInputError if `since` is beyond
 *   its last event
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

/**
 * @returns sequence number of the newest event
 * @throws InvalidInputError if `since` is beyond it
 */
export async function checkSince(stores: TenantStores, stream: string, since: number): Promise<number> {
  const last = await stores.events.readLastSeq(stream);
  if (since < 0 || since > last) {
    throw new InvalidInputError(`since: is ${since}; the stream has ${last} events, so it must be 0 to ${last}`);
  }
  return last;
}

function toJobEvent(event: StreamEvent): JobEventType {
  const { seq, kind, createdAt } = event;
  return Object.assign(new JobEventType(), { ...readSnapshot(event), seq, kind, createdAt });
}

function toJobSnapshot(event: StreamEvent): JobSnapshot {
  return Object.assign(new JobSnapshot(), readSnapshot(event));
}

function readSnapshot(event: StreamEvent) {
  const { name, ...snapshot } = readJobProgressEvent(event);
  return { ...snapshot, name: jobNameOf(name) };
}

function toExperimentEvent(event: StreamEvent): ExperimentEvent {
  const { seq, kind, createdAt } = event;
  const common = { seq, kind, createdAt };
  switch (kind) {
    case JOB_STATE_EVENT:
      return Object.assign(new JobStateEvent(), common, { job: toJobSnapshot(event) });
    case ROLLOUTS_INGESTED_EVENT:
      return Object.assign(new RolloutsIngestedEvent(), common, readEvent(ingestedFormat, event));
    case CONVERSATION_STARTED_EVENT:
      return Object.assign(new ConversationStartedEvent(), common, readEvent(conversationStartedFormat, event));
    default:
      throw new Error(`unknown kind of experiment event: ${kind}`);
  }
}
