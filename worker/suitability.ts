import {
  capabilitiesFormat,
  readRequirements,
  shouldLeave,
  type WorkerCapabilities,
} from '../src/jobs/job-requirements';
import type { JobRun } from '../src/model/jobs/job-run.model';
import type { TenantStores } from '../src/persistence/tenant-stores';
import { endAbandonedJob } from '../src/services/jobs/end-job';
import type { JobRegistry } from '../src/services/jobs/job-kind';

/**
 * Delay until the queue redelivers a job that this worker left to others: a tenth of its waiting time so far, so that
 * many jobs that nobody can take do not keep the queue busy.
 */
const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/** Max number of workers considered. */
const MOST_WORKERS = 1000;

/**
 * Leaves a job to others if this worker does not meet its requirements, or another offers what it prefers. The job is
 * not claimed, so no attempt is used up; it is redelivered after a pause to any free worker.
 *
 * @returns true if it was left
 */
export async function leaveIfUnsuited(
  stores: TenantStores,
  job: JobRun,
  { jobs, capabilities }: { readonly jobs: JobRegistry; readonly capabilities: WorkerCapabilities },
): Promise<boolean> {
  if (job.requirementsJson === null) return false;
  const live = (await stores.workers.findLive(MOST_WORKERS)).map((row) =>
    capabilitiesFormat.read(row.capabilitiesJson, row.name),
  );
  const waitedMs = Date.now() - job.createdAt.getTime();
  if (!shouldLeave(readRequirements(job), capabilities, { live, waitedMs })) return false;
  // Possibly no suitable worker will ever come, but the job must still end if it is cancelled or lost.
  const pauseMs = Math.min(Math.max(waitedMs / 10, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
  const ended = await endAbandonedJob(stores, jobs, job.id);
  if (ended === null) await stores.jobRuns.leaveToOthers(job.id, pauseMs);
  return true;
}
