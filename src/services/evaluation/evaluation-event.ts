import { z } from 'zod';
import { EVALUATION_STATES } from '../../model/enums';
import { eventFormat } from '../jobs/event-format';

/** Kind of an event in an evaluation's stream: it was accepted. */
export const EVALUATION_STARTED_EVENT = 'EVALUATION_STARTED' as const;
/** Kind of an event in an evaluation's stream: somebody looked at partial results. */
export const EVALUATION_LOOK_EVENT = 'EVALUATION_LOOK' as const;
/** Kind of an event in an evaluation's stream: its job is final, and nothing more will come. */
export const EVALUATION_ENDED_EVENT = 'EVALUATION_ENDED' as const;

const bounds = z.object({ low: z.number(), high: z.number() });

const estimate = z.object({
  value: z.number().nullable(),
  percentile: bounds.nullable(),
  bca: bounds.nullable(),
  studentT: bounds.nullable(),
  wilson: bounds.nullable(),
  standardError: z.number().nullable(),
  reason: z.string().nullable(),
});

/** A look at partial results, as `partialEvaluation` gives it. Old events must stay readable. */
const partialReport = z.object({
  look: z.int(),
  isSequential: z.literal(true),
  note: z.string(),
  tasksEnded: z.int(),
  tasksRunning: z.int(),
  plannedTasks: z.int(),
  rolloutsAttempted: z.int(),
  rolloutsPlanned: z.int(),
  tasksNotWholly: z.int(),
  passHatK: z.array(z.object({ k: z.int(), singleLook: estimate, alwaysValid: bounds })),
});

/** What subscribers hear of an evaluation. */
const evaluationEventSchema = z.object({
  state: z.enum(EVALUATION_STATES),
  errorMessage: z.string().nullable(),
  /** Null unless the event is a look. */
  partial: partialReport.nullable(),
});
export type EvaluationEventPayload = z.infer<typeof evaluationEventSchema>;

export const evaluationEventFormat = eventFormat<EvaluationEventPayload>(evaluationEventSchema);
