import { type StreamEvent, trainingStream } from '../../events/streams';
import { readTrainingEvent } from '../../services/training/training-event';
import { isTrainingOver, readTrainingState } from '../../services/training/training-run-state';
import { endOnReturn } from '../graph/end-on-return';
import { checkSince } from '../jobs/follow-events';
import type { RequestContext } from '../graph/request-context';
import {
  TrainingCheckpointEvent,
  type TrainingEventType,
  TrainingMetricsEvent,
  TrainingSchemeEvent,
  TrainingStateEvent,
  TrainingValidationEvent,
  TrainingValue,
  TrainingWarningEvent,
} from './training-event.type';

export type FollowingTraining = {
  readonly runId: string;
  /** Names of the metrics to send; null for all. */
  readonly names: readonly string[] | null;
  readonly since: number;
};

/**
 * Events of a training run: first those after `since`, then live ones. Ends after the newest event of a run that has
 * ended or is paused; after it was resumed, subscribe with a later `since`.
 *
 * @throws NotFoundError for a run that the organization does not have; InvalidInputError if `since` is beyond its last
 *   event
 */
export async function streamTraining(
  context: RequestContext,
  { runId, names, since }: FollowingTraining,
): Promise<AsyncIterableIterator<TrainingEventType, void, undefined>> {
  const stream = trainingStream(runId);
  // The last event of a run that has ended; null while it continues.
  const end = await context.inTenant(async (stores) => {
    const state = await readTrainingState(stores, await stores.trainingRuns.get(runId));
    const last = await checkSince(stores, stream, since);
    return isTrainingOver(state) ? last : null;
  });
  return endOnReturn(async function* (signal) {
    if (end !== null && since >= end) return;
    for await (const event of context.events.subscribe(context.tenantId, stream, since, signal)) {
      const shown = toTrainingEvent(event, names);
      yield shown;
      const isEnd = shown instanceof TrainingStateEvent && isTrainingOver(shown.state);
      if (end === null ? isEnd : shown.seq >= end) return;
    }
  });
}

function toTrainingEvent(stored: StreamEvent, names: readonly string[] | null): TrainingEventType {
  const event = readTrainingEvent(stored);
  const { kind, attempt, step } = event;
  const common = { seq: stored.seq, createdAt: stored.createdAt, kind, attempt, step };
  switch (event.kind) {
    case 'METRICS':
      return Object.assign(new TrainingMetricsEvent(), common, { values: valuesOf(event.values, names) });
    case 'EVALUATION':
      return Object.assign(new TrainingValidationEvent(), common, { values: valuesOf(event.values, names) });
    case 'WARNING':
      return Object.assign(new TrainingWarningEvent(), common, { warning: event.warning });
    case 'VALUES_CHANGED': {
      const { rewardSchemeId, origin } = event;
      return Object.assign(new TrainingSchemeEvent(), common, { rewardSchemeId, origin });
    }
    case 'CHECKPOINT':
      return Object.assign(new TrainingCheckpointEvent(), common, { checkpointId: event.checkpointId });
    case 'STATE':
      return Object.assign(new TrainingStateEvent(), common, { state: event.state });
  }
}

function valuesOf(
  values: Readonly<Record<string, number | null>>,
  names: readonly string[] | null,
): readonly TrainingValue[] {
  return Object.entries(values)
    .filter(([name]) => names === null || names.includes(name))
    .map(([name, value]) => Object.assign(new TrainingValue(), { name, value }));
}
