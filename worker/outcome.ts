import { randomUUID } from 'node:crypto';
import { TurnwiseError } from '../src/errors';
import type { Logger } from '../src/logging';
import type { JobRun } from '../src/model/jobs/job-run.model';
import type { JobClaim, JobFailure } from '../src/persistence/stores/jobs/job-run-store';
import type { TenantDatabase } from '../src/persistence/tenant-database';
import type { TenantStores } from '../src/persistence/tenant-stores';
import type { SaveResult } from '../src/services/jobs/job-context';
import { endAbandonedJob, publishJobEnd } from '../src/services/jobs/end-job';
import { findJobKind, type JobRegistry } from '../src/services/jobs/job-kind';
import { publishJobState } from '../src/services/jobs/job-runs';
import { untilReachable } from './patience';

/** Why an attempt was broken off. */
export const STOP_REASONS = ['CANCEL_REQUESTED', 'CLAIM_LOST', 'WORKER_STOPS'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** What an attempt is, as far as its end needs to know. */
export type Attempt = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly job: JobRun;
  readonly jobs: JobRegistry;
  readonly claim: JobClaim;
  readonly leaseMs: number;
  /** Null while nobody wants the attempt to end. */
  readonly stopReason: () => StopReason | null;
  readonly log: Logger;
};

/** How an attempt ended; LOST means that nothing was written, because somebody else holds the job or will. */
export type AttemptOutcome = 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'RETRIED' | 'LOST' | 'TO_RELEASE';

const CANCELLED: JobFailure = { code: 'CANCELLED', message: 'cancelled on request' };

/**
 * Runs the work of a claimed job and writes how it ended. What the work found and the end of the job commit in one unit,
 * and only while the claim is held. This is where errors of jobs are caught; nothing is thrown.
 */
export async function concludeAttempt(attempt: Attempt, work: () => Promise<SaveResult>): Promise<AttemptOutcome> {
  try {
    const save = await work();
    return attempt.stopReason() === null ? await succeed(attempt, save) : await breakOff(attempt);
  } catch (error) {
    return concludeError(attempt, error);
  }
}

async function concludeError(attempt: Attempt, error: unknown): Promise<AttemptOutcome> {
  try {
    return attempt.stopReason() === null ? await failOrRetry(attempt, error) : await breakOff(attempt);
  } catch (failure) {
    attempt.log.error({ err: failure }, 'the end of the attempt could not be written; another attempt follows');
    return 'LOST';
  }
}

async function breakOff(attempt: Attempt): Promise<AttemptOutcome> {
  switch (attempt.stopReason()) {
    case 'WORKER_STOPS':
      return 'TO_RELEASE';
    case 'CANCEL_REQUESTED':
      return finish(attempt, 'CANCELLED', CANCELLED);
    default:
      return 'LOST';
  }
}

async function succeed(attempt: Attempt, save: SaveResult): Promise<AttemptOutcome> {
  return whileHeld(attempt, async (stores) => {
    await save(stores);
    await stores.jobRuns.finish(attempt.claim, 'SUCCEEDED', null);
    await publishJobEnd(stores, attempt.jobs, await stores.jobRuns.get(attempt.job.id));
    return 'SUCCEEDED';
  });
}

async function failOrRetry(attempt: Attempt, error: unknown): Promise<AttemptOutcome> {
  const { job, jobs } = attempt;
  const kind = findJobKind(jobs, job.name);
  const failure = describeFailure(attempt, error);
  const canHelp = !(error instanceof TurnwiseError) || error.code === 'UNAVAILABLE';
  if (!canHelp || job.attempt >= job.maxAttempts || kind === null) return finish(attempt, 'FAILED', failure);
  const delayMs = kind.retryDelayMs(job.attempt);
  return whileHeld(attempt, async (stores) => {
    await stores.jobRuns.retryLater(attempt.claim, failure, delayMs);
    // The user may have cancelled since the last heartbeat: then there is nothing to wait for.
    if ((await endAbandonedJob(stores, jobs, job.id)) !== null) return 'CANCELLED';
    await publishJobState(stores, await stores.jobRuns.get(job.id));
    return 'RETRIED';
  });
}

function finish(attempt: Attempt, state: 'FAILED' | 'CANCELLED', failure: JobFailure): Promise<AttemptOutcome> {
  return whileHeld(attempt, async (stores) => {
    await stores.jobRuns.finish(attempt.claim, state, failure);
    await publishJobEnd(stores, attempt.jobs, await stores.jobRuns.get(attempt.job.id));
    return state;
  });
}

/** One unit that no other holder can overtake, tried again while the database is away and the lease may still be ours. */
function whileHeld(attempt: Attempt, work: (stores: TenantStores) => Promise<AttemptOutcome>): Promise<AttemptOutcome> {
  return untilReachable(attempt.leaseMs, () =>
    attempt.database.inTenant(attempt.tenantId, async (stores) =>
      (await stores.jobRuns.holds(attempt.claim)) ? work(stores) : 'LOST',
    ),
  );
}

/** Errors of ours are written for the user; of any other he gets a reference, and the log has the rest. */
function describeFailure(attempt: Attempt, error: unknown): JobFailure {
  if (error instanceof TurnwiseError) {
    attempt.log.warn({ err: error }, 'attempt failed');
    return { code: error.code, message: error.message };
  }
  const reference = randomUUID();
  attempt.log.error({ err: error, reference }, 'attempt failed');
  return { code: 'INTERNAL', message: `internal error (reference ${reference})` };
}
