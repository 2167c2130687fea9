import { experimentStream, jobStream, type StreamEvent } from '../../events/streams';
import { checkRequirements, type JobRequirements, requirementsFormat } from '../../jobs/job-requirements';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantStores } from '../../persistence/tenant-stores';
import { readEvent } from './event-format';
import { type JobEvent, jobEventFormat } from './job-event';
import type { TypedJobKind } from './job-kind';

/** Kind of event in a job's own stream: its state changed. */
export const STATE_EVENT = 'STATE' as const;
/** Kind of event in a job's own stream: progress. */
export const PROGRESS_EVENT = 'PROGRESS' as const;
/** Kind of event in an experiment's stream: the state of one of its jobs changed. */
export const JOB_STATE_EVENT = 'JOB_STATE' as const;

/** Rate and remaining time of a job, as far as known. */
export type JobPace = Pick<JobEvent, 'ratePerSecond' | 'secondsLeft'>;

export const UNKNOWN_PACE: JobPace = { ratePerSecond: null, secondsLeft: null };

export type StartJobOptions<Payload> = {
  /** Experiment whose stream receives events of the job; null if the job belongs to no experiment. */
  readonly experimentId: string | null;
  readonly payload: Payload;
  /** Required and preferred capabilities of the worker; null or absent: those of the job kind. */
  readonly requirements?: JobRequirements | null;
};

/**
 * Enqueues a job: it runs once the caller's unit commits, and only then. Call it last in the unit, because it locks the
 * experiment's stream.
 *
 * @throws InvalidInputError for an invalid payload
 */
export async function startJob<Payload>(
  stores: TenantStores,
  { name, maxAttempts, parsePayload, requirements: requirementsOfKind }: TypedJobKind<Payload>,
  { experimentId, payload, requirements }: StartJobOptions<Payload>,
): Promise<JobRun> {
  const checked = parsePayload(payload);
  const requirementsJson = storedRequirements(requirements ?? requirementsOfKind);
  const job = await stores.jobRuns.create({ name, experimentId, payload: checked, maxAttempts, requirementsJson });
  await publishJobState(stores, job);
  return job;
}

/** Null if there are no requirements. @throws ZodError for requirements that could not be read back */
function storedRequirements(requirements: JobRequirements): string | null {
  if (Object.keys(requirements).length === 0) return null;
  return requirementsFormat.write(checkRequirements(requirements));
}

/**
 * Notifies the subscribers of the job and the experiment about the state of the job. Call it after the row is updated.
 */
export async function publishJobState(stores: TenantStores, job: JobRun): Promise<void> {
  const event = jobEventFormat.withVersion(describeJob(job, UNKNOWN_PACE));
  await stores.events.append(jobStream(job.id), STATE_EVENT, event);
  if (job.experimentId !== null) {
    await stores.events.append(experimentStream(job.experimentId), JOB_STATE_EVENT, event);
  }
}

/** Event payload of a job in its current state. */
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

/** The payload of a STATE, PROGRESS or JOB_STATE event. @throws StoredTextError for an event of another kind */
export function readJobProgressEvent(event: StreamEvent): JobEvent {
  return readEvent(jobEventFormat, event);
}

/** True for final states. */
export function isFinalJobState(state: JobRun['state']): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED';
}
