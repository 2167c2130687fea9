import type { Compute } from '../../compute/compute-tasks';
import type { EndpointAccess } from '../../endpoints/endpoint-access';
import { CancelledError } from '../../errors';
import type { FileStore } from '../../files/file-store';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { JobClaim } from '../../persistence/stores/jobs/job-run-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { Environments } from '../worlds/environments';

/** Everything that a job handler works with. */
export type JobContext = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly claim: JobClaim;
  readonly compute: Compute;
  /** How to open and reach endpoints: see open-endpoint. */
  readonly endpoints: EndpointAccess;
  /** Files of all organizations: checkpoints, data sets. */
  readonly files: FileStore;
  /** The worlds in which tasks are played. */
  readonly environments: Environments;
  /** Aborted when the user cancels, the claim is lost or this worker stops. The handler must then throw soon. */
  readonly signal: AbortSignal;
  /**
   * Reports progress. Cheap to call at any rate; written to the database a few times a second.
   *
   * @param total units of this phase; null while unknown
   */
  readonly reportProgress: (phase: string, done: number, total: number | null) => void;
  /** `endAbandonedJob` with the job kinds of this worker, for jobs that this job started. */
  readonly endAbandoned: (stores: TenantStores, jobRunId: string) => Promise<JobRun | null>;
};

/**
 * Writes the results of a job. It runs in the unit of work that ends the job, while the claim is held, so that results
 * and end commit together or not at all. It must only write.
 */
export type SaveResult = (stores: TenantStores) => Promise<void>;

/**
 * Does the work of one kind of job: loads, computes and returns a function that saves. It can run more than once (a
 * worker may be lost), so it writes only through `saveWhileHeld`.
 */
export type JobHandler<Payload> = (context: JobContext, payload: Payload) => Promise<SaveResult>;

/**
 * Writes in the middle of a job, in a unit of work that fails if another worker has claimed the job.
 *
 * @throws CancelledError if the claim is lost; nothing is written then
 */
export async function saveWhileHeld<Result>(
  context: Pick<JobContext, 'database' | 'tenantId' | 'claim'>,
  work: (stores: TenantStores) => Promise<Result>,
): Promise<Result> {
  return context.database.inTenant(context.tenantId, async (stores) => {
    if (!(await stores.jobRuns.holds(context.claim))) {
      throw new CancelledError(`job run ${context.claim.jobRunId} is no longer held by this worker`);
    }
    return work(stores);
  });
}
