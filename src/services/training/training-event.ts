import { z } from 'zod';
import { TIERS } from '../../domain/classification/tier';
import { TRAINING_WARNINGS } from '../../domain/training/training-warnings';
import type { StreamEvent } from '../../events/streams';
import { eventFormat, readEvent } from '../jobs/event-format';
import { trainingStream } from '../../events/streams';
import { SCHEME_ORIGINS } from '../../model/enums';
import { TRAINING_STATES } from '../../model/training/training-enums';
import type { TenantStores } from '../../persistence/tenant-stores';

const place = { attempt: z.int(), step: z.int() };
const values = z.record(z.string(), z.number().nullable());

/**
 * Payloads sent to subscribers of a training run, by kind. Stored as JSON in the event table, so old events must stay
 * readable.
 */
const trainingEventSchema = z.discriminatedUnion('kind', [
  /** Figures of a step. */
  z.object({ kind: z.literal('METRICS'), ...place, values }),
  /** Figures of an evaluation on the validation tasks. */
  z.object({ kind: z.literal('EVALUATION'), ...place, values }),
  z.object({
    kind: z.literal('WARNING'),
    ...place,
    warning: z.object({ kind: z.enum(TRAINING_WARNINGS), tier: z.enum(TIERS).nullable(), message: z.string() }),
  }),
  /** A different reward scheme applies from the next update on. */
  z.object({
    kind: z.literal('VALUES_CHANGED'),
    ...place,
    rewardSchemeId: z.uuid(),
    origin: z.enum(SCHEME_ORIGINS),
  }),
  z.object({ kind: z.literal('CHECKPOINT'), ...place, checkpointId: z.uuid() }),
  z.object({ kind: z.literal('STATE'), ...place, state: z.enum(TRAINING_STATES) }),
]);

export type TrainingEvent = z.infer<typeof trainingEventSchema>;

/** A kind with its payload, whose members depend on the kind. */
export const trainingEventFormat = eventFormat<TrainingEvent>(trainingEventSchema);
export type TrainingEventKind = TrainingEvent['kind'];

export const TRAINING_EVENT_KINDS = [
  'METRICS',
  'EVALUATION',
  'WARNING',
  'VALUES_CHANGED',
  'CHECKPOINT',
  'STATE',
] as const satisfies readonly TrainingEventKind[];

/** Notifies the subscribers of a run. Call it last in the unit of work: it locks the run's stream. */
export async function appendTrainingEvent(stores: TenantStores, runId: string, event: TrainingEvent): Promise<void> {
  const { kind, ...payload } = trainingEventFormat.withVersion(event);
  await stores.events.append(trainingStream(runId), kind, payload);
}

/** @throws StoredTextError for an event of another stream */
export function readTrainingEvent(event: StreamEvent): TrainingEvent {
  const { kind, payload } = event;
  return readEvent(trainingEventFormat, { ...event, payload: { ...payload, kind } });
}
