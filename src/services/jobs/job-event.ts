import { z } from 'zod';
import { JOB_ERROR_CODES, JOB_STATES } from '../../model/enums';
import { eventFormat } from './event-format';

/** What subscribers hear of a job. Stored as JSON in the event table, so old events must stay readable. */
const jobEventSchema = z.object({
  jobRunId: z.uuid(),
  name: z.string(),
  state: z.enum(JOB_STATES),
  /** What it is doing; null before it starts. */
  phase: z.string().nullable(),
  /** Units done in this phase. */
  done: z.number(),
  /** Units of this phase; null while unknown. */
  total: z.number().nullable(),
  /** Attempts begun so far. */
  attempt: z.number().int(),
  errorCode: z.enum(JOB_ERROR_CODES).nullable(),
  errorMessage: z.string().nullable(),
  /** Units of this phase per second; null while too little is known. */
  ratePerSecond: z.number().nullable(),
  /** Seconds to the end of this phase at that rate; null while rate or total is unknown. */
  secondsLeft: z.number().nullable(),
});

export type JobEvent = z.infer<typeof jobEventSchema>;

export const jobEventFormat = eventFormat<JobEvent>(jobEventSchema);
