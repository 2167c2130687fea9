import { experimentStream, jobStream, type StreamEvent } from '../events/streams';
import { type JobName, type JobPayload, JOBS, parseJobPayload } from '../jobs/job-definitions';
import type { JobRun } from '../model/job-run.model';
import type { TenantDatabase } from '../persistence/tenant-database';
import type { TenantStores } from '../persistence/tenant-stores';
import { type JobEvent, jobEventSchema } from './job-event';

/** Kind of an event in a job's own stream: its state changed. */
export const STATE_EVENT = 'STATE';
/** Kind of an event in a job's own stream: it got further. */
export const PROGRESS_EVENT = 'PROGRESS';
/** Kind of an event in an experiment's stream: the state of one of its jobs changed. */
export const JOB_STATE_EVENT = 'JOB_STATE';

/** How fast a job goes, as far as that is known. */
export type JobPace = Pick<JobEvent, 'ratePerSecond' | 'secondsLeft'>;

export const UNKNOWN_PACE: JobPace = { ratePerSecond: null, secondsLeft: null };

/**
 * Accepts a job: it runs once the caller's unit commits, and only then. Call it last in the unit, because it locks the
 * experiment's stream.
 *
 * @param experimentId whose stream hears of it; null for a job that belongs to no experiment
 * @throws InvalidInputError for a payload that the job does not understand
 */
export async function startJob<Name extends JobName>(
  stores: TenantStores,
  name: Name,
  experimentId: string | null,
  payload: JobPayload<Name>,
): Promise<JobRun> {
  const { maxAttempts } = JOBS[name];
  const checked = parseJobPayload(name, payload);
  const job = await stores.jobRuns.create({ name, experimentId, payload: checked, maxAttempts });
  await publishJobState(stores, job);
  return job;
}

/**
 * Cancels a job. One that no worker holds is CANCELLED when this returns; one that runs is told by its worker's next
 * heartbeat, within a second, and ends then. A job that is final already stays as it is.
 *
 * @returns the job as it now is
 * @throws NotFoundError
 */
export async function cancelJob(database: TenantDatabase, tenantId: string, jobRunId: string): Promise<JobRun> {
  return database.inTenant(tenantId, async (stores) => {
    await stores.jobRuns.requestCancel(jobRunId);
    const ended = await endAbandonedJob(stores, jobRunId);
    return ended ?? stores.jobRuns.get(jobRunId);
  });
}

/** Ends a job that no claim will take any more, and says so. @returns the job when this call ended it, else null */
export async function endAbandonedJob(stores: TenantStores, jobRunId: string): Promise<JobRun | null> {
  const ended = await stores.jobRuns.endAbandoned(jobRunId);
  if (ended !== null) await publishJobState(stores, ended);
  return ended;
}

/** Tells the job's and the experiment's subscribers where the job stands. Call it after the row was changed. */
export async function publishJobState(stores: TenantStores, job: JobRun): Promise<void> {
  const event = describeJob(job, UNKNOWN_PACE);
  await stores.events.append(jobStream(job.id), STATE_EVENT, event);
  if (job.experimentId !== null) {
    await stores.events.append(experimentStream(job.experimentId), JOB_STATE_EVENT, event);
  }
}

/** What subscribers hear of a job as its row stands. */
export function describeJob(job: JobRun, pace: JobPace): JobEvent {
  return {
    jobRunId: job.id,
    name: job.name,
    state: job.state,
    phase: job.phase,
    done: job.progressDone,
    total: job.progressTotal,
    attempt: job.attempt,
    errorCode: job.errorCode,
    errorMessage: job.errorMessage,
    ...pace,
  };
}

/** The payload of a STATE, PROGRESS or JOB_STATE event. @throws ZodError for an event of another kind */
export function readJobProgressEvent(event: StreamEvent): JobEvent {
  return jobEventSchema.parse(event.payload);
}

/** True for the states that a job never leaves. */
export function isFinalJobState(state: JobRun['state']): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}
