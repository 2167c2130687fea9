import type { JobRun } from '../../model/jobs/job-run.model';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import { publishCollectionEnd } from '../collection/collection-end';
import { publishEvaluationEnd } from '../evaluation/evaluation-end';
import { publishJobState } from './job-runs';
import { publishTrainingEnd } from '../training/publish-training-end';

/**
 * Tells who waits for a job that it is final: its subscribers, and what it was a part of. Call it in the unit that ended the
 * job, after the row was changed; what follows from the end commits with it or not at all.
 */
export async function publishJobEnd(stores: TenantStores, job: JobRun): Promise<void> {
  // The row of the collection is locked before any stream is.
  const ended = job.name === 'collectRollouts' ? await stores.collections.endIfSettled(job.id) : null;
  await publishJobState(stores, job);
  if (job.name === 'evaluatePolicy') await publishEvaluationEnd(stores, job);
  if (ended !== null) await publishCollectionEnd(stores, ended);
  await publishTrainingEnd(stores, job);
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
  if (ended !== null) await publishJobEnd(stores, ended);
  return ended;
}
