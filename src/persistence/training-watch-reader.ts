import { translateDatabaseError } from './sqlstate';
import type { TenantDatabase } from './tenant-database';

export type DueTrainingRun = { readonly tenantId: string; readonly runId: string };

/** EXTERNAL runs of every organization whose heartbeat may be overdue. */
export class TrainingWatchReader {
  constructor(private readonly database: TenantDatabase) {}

  /** Stops watching a run that no longer exists. */
  async forget({ tenantId, runId }: DueTrainingRun): Promise<void> {
    try {
      await this.database.unscoped.query('DELETE FROM training_watch WHERE training_run_id = $1 AND tenant_id = $2', [
        runId,
        tenantId,
      ]);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  /** At most `limit`, those that are due longest first. */
  async readDue(limit: number): Promise<DueTrainingRun[]> {
    try {
      return await this.database.unscoped.query<DueTrainingRun[]>(
        `SELECT tenant_id AS "tenantId", training_run_id AS "runId" FROM training_watch
         WHERE due_at <= clock_timestamp() ORDER BY due_at LIMIT $1`,
        [limit],
      );
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
