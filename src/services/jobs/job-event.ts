import { z } from 'zod';
import { JOB_ERROR_CODES, JOB_STATES } from '../../model/enums';
import { eventFormat } from './event-format';

/** Payload sent to subscribers of a job. Stored as JSON in the event table, so old events must stay readable. */
const jobEventSchema = z.object({
  jobRunId: z.uuid(),
  name: z.string(),
  state: z.enum(JOB_STATES),
  /** Name of the current phase; null before the job starts. */
  phase: z.string().nullable(),
  /** Completed units of the current phase. */
  done: z.number(),
  /** Total units of the current phase; null while unknown. */
  total: z.number().nullable(),
  /** Number of attempts started so far. */
  attempt: z.number().int(),
  errorCode: z.enum(JOB_ERROR_CODES).nullable(),
  errorMessage: z.string().nullable(),
  /** Units of the current phase per second; null until it can be estimated. */
  ratePerSecond: z.number().nullable(),
  /** Estimated seconds to the end of the current phase; null while rate or total is unknown. */
  secondsLeft: z.number().nullable(),
});

export type JobEvent = z.infer<typeof jobEventSchema>;

export const jobEventFormat = eventFormat<JobEvent>(jobEventSchema);
