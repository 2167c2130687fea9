import { z } from 'zod';
import { EVALUATION_STATES } from '../../model/enums';
import { eventFormat } from '../jobs/event-format';

/** Kind of event in an evaluation's stream: the evaluation was created. */
export const EVALUATION_STARTED_EVENT = 'EVALUATION_STARTED' as const;
/** Kind of event in an evaluation's stream: an interim analysis was made. */
export const EVALUATION_LOOK_EVENT = 'EVALUATION_LOOK' as const;
/** Kind of event in an evaluation's stream: its job is final, and no more events follow. */
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

/** An interim analysis, as returned by `partialEvaluation`. Old events must stay readable. */
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

/** Payload sent to subscribers of an evaluation. */
const evaluationEventSchema = z.object({
  state: z.enum(EVALUATION_STATES),
  errorMessage: z.string().nullable(),
  /** Null unless the event is an interim analysis. */
  partial: partialReport.nullable(),
});
export type EvaluationEventPayload = z.infer<typeof evaluationEventSchema>;

export const evaluationEventFormat = eventFormat<EvaluationEventPayload>(evaluationEventSchema);
