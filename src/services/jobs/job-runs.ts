import { experimentStream, jobStream, type StreamEvent } from '../../events/streams';
import { type JobName, type JobPayload, JOBS, parseJobPayload } from '../../jobs/job-definitions';
import { type JobRequirements, readRequirements } from '../../jobs/job-requirements';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';
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
 * @param requirements what the worker that runs it must or should offer; absent: any will do
 * @throws InvalidInputError for a payload that the job does not understand
 */
export async function startJob<Name extends JobName>(
  stores: TenantStores,
  name: Name,
  experimentId: string | null,
  payload: JobPayload<Name>,
  requirements: JobRequirements | null = null,
): Promise<JobRun> {
  const { maxAttempts } = JOBS[name];
  const checked = parseJobPayload(name, payload);
  const requirementsJson = requirements === null ? null : JSON.stringify(requirements);
  // Checked as it will be read.
  readRequirements(requirementsJson);
  const job = await stores.jobRuns.create({ name, experimentId, payload: checked, maxAttempts, requirementsJson });
  await publishJobState(stores, job);
  return job;
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
