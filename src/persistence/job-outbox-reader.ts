import type { TenantDatabase } from './tenant-database';
import type { JobDelivery } from '../model/jobs/job-outbox.model';

/** The outbox as the relay sees it: jobs of every organization that are due for the queue. */
export class JobOutboxReader {
  constructor(private readonly database: TenantDatabase) {}

  /**
   * Hands due jobs to `enqueue` and then postpones them, in one transaction: a crash before the commit repeats the
   * hand-over, which is harmless, and never loses it.
   *
   * @param redeliverAfterMs when a job that is not yet final is handed over again
   * @returns number of jobs handed over
   */
  async relay(
    limit: number,
    redeliverAfterMs: number,
    enqueue: (deliveries: readonly JobDelivery[]) => Promise<void>,
  ): Promise<number> {
    return this.database.unscoped.transaction(async (manager) => {
      const rows = await manager.query<{ tenant_id: string; job_run_id: string }[]>(
        `SELECT tenant_id, job_run_id FROM job_outbox WHERE not_before <= clock_timestamp()
         ORDER BY not_before LIMIT $1 FOR UPDATE SKIP LOCKED`,
        [limit],
      );
      if (rows.length === 0) return 0;
      await enqueue(rows.map((row) => ({ tenantId: row.tenant_id, jobRunId: row.job_run_id })));
      await manager.query(
        `UPDATE job_outbox SET not_before = clock_timestamp() + $2 * interval '1 millisecond' WHERE job_run_id = ANY($1)`,
        [rows.map((row) => row.job_run_id), redeliverAfterMs],
      );
      return rows.length;
    });
  }
}
