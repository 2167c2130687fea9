import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { findJobKind, type JobRegistry } from './job-kind';
import { publishJobState } from './job-runs';

/**
 * Tells who waits for a job that it is final: its subscribers, and what it was a part of (`onEnd` of its kind). Call it in the
 * unit that ended the job, after the row was changed; what follows from the end commits with it or not at all.
 */
export async function publishJobEnd(stores: TenantStores, jobs: JobRegistry, job: JobRun): Promise<void> {
  const publishRest = (await findJobKind(jobs, job.name)?.onEnd(stores, job)) ?? null;
  await publishJobState(stores, job);
  await publishRest?.();
}

/**
 * Cancels a job. One that no worker holds is CANCELLED when this returns; one that runs is told by its worker's next
 * heartbeat, within a second, and ends then. A job that is final already stays as it is.
 *
 * @returns the job as it now is
 * @throws NotFoundError
 */
export async function cancelJob(
  database: TenantDatabase,
  tenantId: string,
  { id, jobs }: { readonly id: string; readonly jobs: JobRegistry },
): Promise<JobRun> {
  return database.inTenant(tenantId, async (stores) => {
    await stores.jobRuns.requestCancel(id);
    const ended = await endAbandonedJob(stores, jobs, id);
    return ended ?? stores.jobRuns.get(id);
  });
}

/** Ends a job that no claim will take any more, and says so. @returns the job when this call ended it, else null */
export async function endAbandonedJob(
  stores: TenantStores,
  jobs: JobRegistry,
  jobRunId: string,
): Promise<JobRun | null> {
  const ended = await stores.jobRuns.endAbandoned(jobRunId);
  if (ended !== null) await publishJobEnd(stores, jobs, ended);
  return ended;
}
