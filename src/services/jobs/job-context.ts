import type { Compute } from '../../compute/compute-tasks';
import type { EndpointAccess } from '../../endpoints/endpoint-access';
import { CancelledError } from '../../errors';
import type { FileStore } from '../../files/file-store';
import type { JobRun } from '../../model/jobs/job-run.model';
import type { JobClaim } from '../../persistence/stores/jobs/job-run-store';
import type { TenantDatabase } from '../../persistence/tenant-database';
import type { TenantStores } from '../../persistence/tenant-stores';
import type { Environments } from '../worlds/environments';

/** What a handler is given to work with. */
export type JobContext = {
  readonly database: TenantDatabase;
  readonly tenantId: string;
  readonly claim: JobClaim;
  readonly compute: Compute;
  /** How endpoints are opened and reached: see open-endpoint. */
  readonly endpoints: EndpointAccess;
  /** Files of the organizations: checkpoints, data sets. */
  readonly files: FileStore;
  /** The worlds that tasks are played in. */
  readonly environments: Environments;
  /** Aborts when the user cancels, when the claim is lost and when this worker stops: end soon, by throwing. */
  readonly signal: AbortSignal;
  /**
   * Says how far the job is; cheap, as often as you like, and written a few times a second.
   *
   * @param total units of this phase, or null while unknown
   */
  readonly reportProgress: (phase: string, done: number, total: number | null) => void;
  /** `endAbandonedJob` with the kinds of jobs that this worker knows: for jobs that this one started. */
  readonly endAbandoned: (stores: TenantStores, jobRunId: string) => Promise<JobRun | null>;
};

/**
 * Writes what the job found. It runs in the unit of work that ends the job, while the claim is held: results and end
 * commit together or not at all, so it must only write.
 */
export type SaveResult = (stores: TenantStores) => Promise<void>;

/**
 * Does the work of one kind of job: load, compute, and hand back how to save. It can run more than once (a worker may
 * be lost), so it writes nothing itself except through `saveWhileHeld`.
 */
export type JobHandler<Payload> = (context: JobContext, payload: Payload) => Promise<SaveResult>;

/**
 * Writes in the middle of a job, in a unit that no later holder of the job can overtake.
 *
 * @throws CancelledError when the claim is lost: nothing was written
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
