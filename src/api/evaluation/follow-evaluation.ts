import { collectionStream, evaluationStream, type StreamEvent } from '../../events/streams';
import { COLLECTION_ENDED_EVENT } from '../../services/collection/collection-end';
import {
  EVALUATION_ENDED_EVENT,
  EVALUATION_LOOK_EVENT,
  EVALUATION_STARTED_EVENT,
  evaluationEventFormat,
} from '../../services/evaluation/evaluation-event';
import { lookAtEvaluation } from '../../services/evaluation/look-at-evaluation';
import { readEvent } from '../../services/jobs/event-format';
import { isFinalJobState } from '../../services/jobs/job-runs';
import { endOnReturn } from '../graph/end-on-return';
import { checkSince, type Following } from '../jobs/follow-events';
import type { RequestContext } from '../graph/request-context';
import {
  EvaluationEndedEvent,
  type EvaluationEvent,
  EvaluationInterimEvent,
  EvaluationStartedEvent,
} from './evaluation-event.type';
import { toInterimAnalysis } from './interim-analysis.type';

/**
 * Events of an evaluation: first those after `since`, then live ones. While the collection is running, subscribers
 * trigger interim analyses, which all of them share. Ends after the final event, or at once if the subscriber already
 * has it.
 *
 * @throws NotFoundError for an evaluation that the organization does not have; InvalidInputError if `since` is beyond
 *   its last event
 */
export async function streamEvaluation(
  context: RequestContext,
  { id, since }: Following,
): Promise<AsyncIterableIterator<EvaluationEvent, void, undefined>> {
  const stream = evaluationStream(id);
  const { isOver, collectionId } = await context.inTenant(async (stores) => {
    const { jobRunId, collectionId } = await stores.evaluations.get(id);
    const last = await checkSince(stores, stream, since);
    const isDone = jobRunId !== null && isFinalJobState((await stores.jobRuns.get(jobRunId)).state);
    return { isOver: isDone && since === last, collectionId: jobRunId === null ? collectionId : null };
  });
  return endOnReturn(async function* (signal) {
    if (isOver) return;
    const looking = startLooking(context, { id, collectionId }, signal);
    try {
      for await (const event of context.events.subscribe(context.tenantId, stream, since, looking.signal)) {
        yield toEvaluationEvent(id, event);
        if (event.kind === EVALUATION_ENDED_EVENT) return;
      }
      looking.signal.throwIfAborted();
    } finally {
      await looking.stop();
    }
  });
}

type Looking = {
  /** Aborts when the subscriber leaves, and with the error if an interim analysis fails. */
  readonly signal: AbortSignal;
  readonly stop: () => Promise<void>;
};

/** Runs an interim analysis whenever the collection has progressed, one at a time, until the collection ends. */
function startLooking(
  context: RequestContext,
  { id, collectionId }: { readonly id: string; readonly collectionId: string | null },
  left: AbortSignal,
): Looking {
  const failure = new AbortController();
  const stopping = new AbortController();
  const signal = AbortSignal.any([left, stopping.signal]);
  const looks =
    collectionId === null
      ? Promise.resolve()
      : lookUntilEnded(context, { id, collectionId }, signal).catch((error: unknown) => {
          failure.abort(error);
        });
  return {
    signal: AbortSignal.any([left, failure.signal]),
    stop: async () => {
      stopping.abort();
      await looks;
    },
  };
}

async function lookUntilEnded(
  context: RequestContext,
  { id, collectionId }: { readonly id: string; readonly collectionId: string },
  signal: AbortSignal,
): Promise<void> {
  const stream = collectionStream(collectionId);
  const last = await context.inTenant((stores) => stores.events.readLastSeq(stream));
  await lookAtEvaluation(context, id);
  for await (const event of context.events.subscribe(context.tenantId, stream, last, signal)) {
    if (event.kind === COLLECTION_ENDED_EVENT) return;
    await lookAtEvaluation(context, id);
  }
}

function toEvaluationEvent(evaluationId: string, event: StreamEvent): EvaluationEvent {
  const { seq, kind, createdAt } = event;
  const { state, errorMessage, partial } = readEvent(evaluationEventFormat, event);
  const common = { seq, kind, createdAt, evaluationId, state };
  switch (kind) {
    case EVALUATION_STARTED_EVENT:
      return Object.assign(new EvaluationStartedEvent(), common);
    case EVALUATION_LOOK_EVENT:
      if (partial === null) throw new Error(`event ${seq} of evaluation ${evaluationId} has no figures`);
      return Object.assign(new EvaluationInterimEvent(), common, { analysis: toInterimAnalysis(partial) });
    case EVALUATION_ENDED_EVENT:
      return Object.assign(new EvaluationEndedEvent(), common, { errorMessage });
    default:
      throw new Error(`unknown kind of evaluation event: ${kind}`);
  }
}
