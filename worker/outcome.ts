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

/** Why an attempt was stopped. */
export const STOP_REASONS = ['CANCEL_REQUESTED', 'CLAIM_LOST', 'WORKER_STOPS'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** What concluding an attempt needs to know about it. */
export type Attempt = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly job: JobRun;
  readonly jobs: JobRegistry;
  readonly claim: JobClaim;
  readonly leaseMs: number;
  /** Null unless the attempt must stop. */
  readonly stopReason: () => StopReason | null;
  readonly log: Logger;
};

/** How an attempt ended. LOST means that nothing was written, because another worker holds the job or will. */
export type AttemptOutcome = 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'RETRIED' | 'LOST' | 'TO_RELEASE';

const CANCELLED: JobFailure = { code: 'CANCELLED', message: 'cancelled on request' };

/**
 * Runs the work of a claimed job and records how it ended. The results and the job's final state commit in one
 * transaction, and only while the claim is held. Job errors are caught here; nothing is thrown.
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
    attempt.log.error({ err: failure }, 'recording the end of the attempt failed; another attempt follows');
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
    // The job may have been cancelled since the last heartbeat; then there is nothing to wait for.
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

/**
 * One transaction that no other holder can overtake, retried while the database is unavailable and the lease may still
 * be ours.
 */
function whileHeld(attempt: Attempt, work: (stores: TenantStores) => Promise<AttemptOutcome>): Promise<AttemptOutcome> {
  return untilReachable(attempt.leaseMs, () =>
    attempt.database.inTenant(attempt.tenantId, async (stores) =>
      (await stores.jobRuns.holds(attempt.claim)) ? work(stores) : 'LOST',
    ),
  );
}

/** Our own errors are written for the user. For any other error the user gets a reference; the log has the details. */
function describeFailure(attempt: Attempt, error: unknown): JobFailure {
  if (error instanceof TurnwiseError) {
    attempt.log.warn({ err: error }, 'attempt failed');
    return { code: error.code, message: error.message };
  }
  const reference = randomUUID();
  attempt.log.error({ err: error, reference }, 'attempt failed');
  return { code: 'INTERNAL', message: `internal error (reference ${reference})` };
}
