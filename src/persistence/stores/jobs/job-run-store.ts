import { randomUUID } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { JobRun } from '../../../model/jobs/job-run.model';
import { requireRow } from '../../require-row';

/** Channel on which a commit notifies the relay that a job is waiting. */
export const OUTBOX_CHANNEL = 'turnwise_outbox';

export type NewJobRun = {
  readonly name: string;
  readonly experimentId: string | null;
  readonly payload: unknown;
  readonly maxAttempts: number;
  /** JSON text; null if any worker will do. */
  readonly requirementsJson?: string | null;
};

/** A job as held by the worker that claimed it: writes carry the token and change nothing once a newer claim exists. */
export type JobClaim = { readonly jobRunId: string; readonly fencingToken: number };

export type ReportedProgress = { readonly phase: string; readonly done: number; readonly total: number | null };

export type JobFailure = { readonly code: string; readonly message: string };

export class JobRunStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** Writes the job and its outbox row: it runs once this transaction commits, and only then. */
  async create(job: NewJobRun): Promise<JobRun> {
    const id = randomUUID();
    await this.manager.query(
      `INSERT INTO job_run (tenant_id, id, name, experiment_id, payload_json, max_attempts, requirements_json)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        this.tenantId,
        id,
        job.name,
        job.experimentId,
        JSON.stringify(job.payload),
        job.maxAttempts,
        job.requirementsJson ?? null,
      ],
    );
    await this.deliver(id, 0);
    return this.get(id);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<JobRun> {
    return requireRow(await this.manager.findOneBy(JobRun, { id }), `job run ${id}`);
  }

  findMany(ids: readonly string[]): Promise<JobRun[]> {
    return this.manager.findBy(JobRun, { id: In([...ids]) });
  }

  /**
   * Claims the job if it is waiting or its holder's lease has expired; null if another worker holds it or it is final.
   * The claim raises the fencing token, so that the earlier holder can no longer write.
   */
  async claim(id: string, workerName: string, leaseMs: number): Promise<JobRun | null> {
    const [rows] = await this.manager.query<[{ id: string }[], number]>(
      `UPDATE job_run SET state = 'RUNNING', attempt = attempt + 1, fencing_token = fencing_token + 1, worker_name = $2,
         lease_expires_at = clock_timestamp() + $3 * interval '1 millisecond', started_at = clock_timestamp(),
         phase = NULL, progress_done = 0, progress_total = NULL, error_code = NULL, error_message = NULL
       WHERE id = $1 AND attempt < max_attempts AND cancel_requested_at IS NULL
         AND (state = 'QUEUED' OR (state = 'RUNNING' AND lease_expires_at < clock_timestamp()))
       RETURNING id`,
      [id, workerName, leaseMs],
    );
    if (rows.length === 0) return null;
    await this.deliver(id, leaseMs + 1000);
    return this.get(id);
  }

  /**
   * Ends a job that no claim will ever take: its last holder was lost and no attempts are left, or it was cancelled
   * while nobody held it.
   *
   * @returns the job after this call ended it, otherwise null
   */
  async endAbandoned(id: string): Promise<JobRun | null> {
    const [rows] = await this.manager.query<[{ id: string }[], number]>(
      `UPDATE job_run SET state = CASE WHEN cancel_requested_at IS NULL THEN 'FAILED' ELSE 'CANCELLED' END,
         fencing_token = fencing_token + 1, finished_at = clock_timestamp(), lease_expires_at = NULL,
         error_code = CASE WHEN cancel_requested_at IS NULL THEN 'WORKER_LOST' ELSE 'CANCELLED' END,
         error_message = CASE WHEN cancel_requested_at IS NULL
           THEN 'the worker stopped answering in attempt ' || attempt || ' of ' || max_attempts ELSE 'cancelled on request' END
       WHERE id = $1 AND (state = 'QUEUED' OR (state = 'RUNNING' AND lease_expires_at < clock_timestamp()))
         AND (attempt >= max_attempts OR cancel_requested_at IS NOT NULL)
       RETURNING id`,
      [id],
    );
    if (rows.length === 0) return null;
    await this.stopDelivery(id);
    return this.get(id);
  }

  /** Renews the lease of the claim. `held` is false once a newer claim exists: stop and write nothing more. */
  async renew(claim: JobClaim, leaseMs: number): Promise<{ held: boolean; cancelRequested: boolean }> {
    const [rows] = await this.manager.query<[{ cancelled: boolean }[], number]>(
      `UPDATE job_run SET lease_expires_at = clock_timestamp() + $3 * interval '1 millisecond'
       WHERE id = $1 AND fencing_token = $2 AND state = 'RUNNING' RETURNING cancel_requested_at IS NOT NULL AS cancelled`,
      [claim.jobRunId, claim.fencingToken, leaseMs],
    );
    if (rows.length === 0) return { held: false, cancelRequested: false };
    await this.deliver(claim.jobRunId, leaseMs + 1000);
    return { held: true, cancelRequested: rows[0]!.cancelled };
  }

  /** @returns false once a newer claim exists */
  async saveProgress(claim: JobClaim, progress: ReportedProgress): Promise<boolean> {
    const [, changed] = await this.manager.query<[unknown[], number]>(
      `UPDATE job_run SET phase = $3, progress_done = $4, progress_total = $5
       WHERE id = $1 AND fencing_token = $2 AND state = 'RUNNING'`,
      [claim.jobRunId, claim.fencingToken, progress.phase, progress.done, progress.total],
    );
    return changed === 1;
  }

  /**
   * Whether this claim is the newest and the job is running. Locks the row until the transaction ends: results written
   * in it cannot be overtaken by another claim.
   */
  async holds(claim: JobClaim): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(
      `SELECT 1 FROM job_run WHERE id = $1 AND fencing_token = $2 AND state = 'RUNNING' FOR UPDATE`,
      [claim.jobRunId, claim.fencingToken],
    );
    return rows.length === 1;
  }

  /** Ends the job. @returns false if a newer claim exists; nothing was written */
  async finish(
    claim: JobClaim,
    state: 'SUCCEEDED' | 'FAILED' | 'CANCELLED',
    failure: JobFailure | null,
  ): Promise<boolean> {
    const [, changed] = await this.manager.query<[unknown[], number]>(
      `UPDATE job_run SET state = $3, error_code = $4, error_message = $5, finished_at = clock_timestamp(), lease_expires_at = NULL
       WHERE id = $1 AND fencing_token = $2 AND state = 'RUNNING'`,
      [claim.jobRunId, claim.fencingToken, state, failure?.code ?? null, failure?.message ?? null],
    );
    if (changed === 1) await this.stopDelivery(claim.jobRunId);
    return changed === 1;
  }

  /** Releases the job for another attempt after a pause. @returns false once a newer claim exists */
  async retryLater(claim: JobClaim, failure: JobFailure, delayMs: number): Promise<boolean> {
    const [, changed] = await this.manager.query<[unknown[], number]>(
      `UPDATE job_run SET state = 'QUEUED', error_code = $3, error_message = $4, lease_expires_at = NULL
       WHERE id = $1 AND fencing_token = $2 AND state = 'RUNNING'`,
      [claim.jobRunId, claim.fencingToken, failure.code, failure.message],
    );
    if (changed === 1) await this.deliver(claim.jobRunId, delayMs);
    return changed === 1;
  }

  /** Releases the job because this worker is stopping; the attempt does not count. */
  async release(claim: JobClaim): Promise<boolean> {
    const [, changed] = await this.manager.query<[unknown[], number]>(
      `UPDATE job_run SET state = 'QUEUED', attempt = attempt - 1, lease_expires_at = NULL
       WHERE id = $1 AND fencing_token = $2 AND state = 'RUNNING'`,
      [claim.jobRunId, claim.fencingToken],
    );
    if (changed === 1) await this.deliver(claim.jobRunId, 0);
    return changed === 1;
  }

  /** Leaves a waiting job to other workers for a while. It is not claimed, so no attempt is used up. */
  async leaveToOthers(id: string, pauseMs: number): Promise<void> {
    const rows = await this.manager.query<unknown[]>(
      `SELECT 1 FROM job_run WHERE id = $1
         AND (state = 'QUEUED' OR (state = 'RUNNING' AND lease_expires_at < clock_timestamp())) FOR UPDATE`,
      [id],
    );
    if (rows.length === 1) await this.deliver(id, pauseMs);
  }

  /** Requests cancellation; a job that is already final does not change. */
  async requestCancel(id: string): Promise<void> {
    await this.manager.query(
      `UPDATE job_run SET cancel_requested_at = COALESCE(cancel_requested_at, clock_timestamp())
       WHERE id = $1 AND state IN ('QUEUED', 'RUNNING')`,
      [id],
    );
  }

  private async deliver(id: string, delayMs: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO job_outbox (job_run_id, tenant_id, not_before)
       VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
       ON CONFLICT (job_run_id) DO UPDATE SET not_before = excluded.not_before`,
      [id, this.tenantId, delayMs],
    );
    if (delayMs === 0) await this.manager.query('SELECT pg_notify($1, $2)', [OUTBOX_CHANNEL, id]);
  }

  private async stopDelivery(id: string): Promise<void> {
    await this.manager.query('DELETE FROM job_outbox WHERE job_run_id = $1', [id]);
  }
}
