import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { findJobKind, type JobRegistry } from './job-kind';
import { publishJobState } from './job-runs';

/**
 * Announces that a job is final, to its subscribers and to what it was part of (`onEnd` of its kind). Call it in the
 * unit of work that ends the job, after the row is updated, so that all consequences commit with the end or not at all.
 */
export async function publishJobEnd(stores: TenantStores, jobs: JobRegistry, job: JobRun): Promise<void> {
  const publishRest = (await findJobKind(jobs, job.name)?.onEnd(stores, job)) ?? null;
  await publishJobState(stores, job);
  await publishRest?.();
}

/**
 * Cancels a job. A job that no worker holds is CANCELLED when this returns; a running one ends after the next heartbeat
 * of its worker, within about a second. A final job is left unchanged.
 *
 * @returns the job in its new state
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

/** Ends a job that can no longer be claimed, and announces it. @returns the job if this call ended it, else null */
export async function endAbandonedJob(
  stores: TenantStores,
  jobs: JobRegistry,
  jobRunId: string,
): Promise<JobRun | null> {
  const ended = await stores.jobRuns.endAbandoned(jobRunId);
  if (ended !== null) await publishJobEnd(stores, jobs, ended);
  return ended;
}
