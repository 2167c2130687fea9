import type { EntityManager } from 'typeorm';
import type { JobState } from '../../../model/enums';
import type { TrainingShardState } from '../../../model/training/training-enums';
import { TrainingShard } from '../../../model/training/training-shard.model';
import { requireRow } from '../../require-row';

export type NewTrainingShard = Omit<TrainingShard, 'tenantId' | 'resultHash' | 'state'>;

/** A shard with the states of its row and job. */
export type TrainingShardStanding = {
  readonly id: string;
  readonly modelHash: string;
  readonly resultHash: string | null;
  readonly state: TrainingShardState;
  readonly jobRunId: string;
  readonly jobState: JobState;
  /** Whether nobody is working on it: its job is waiting, or its worker was lost. */
  readonly isIdle: boolean;
  readonly workerName: string | null;
  readonly errorMessage: string | null;
};

const IDLE = `(job.state = 'QUEUED' OR (job.state = 'RUNNING' AND job.lease_expires_at < clock_timestamp()))`;

export class TrainingShardStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async create(shard: NewTrainingShard): Promise<void> {
    await this.manager.insert(TrainingShard, { ...shard, tenantId: this.tenantId });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<TrainingShard> {
    return requireRow(await this.manager.findOneBy(TrainingShard, { id }), `training shard ${id}`);
  }

  /** In no particular order; ids without a row are omitted. */
  findStandings(ids: readonly string[]): Promise<TrainingShardStanding[]> {
    return this.select('shard.id = ANY($1)', ids);
  }

  /** Shards of the run that were played with another policy. @param modelHash null for every shard */
  findOthers(trainingRunId: string, modelHash: string | null): Promise<TrainingShardStanding[]> {
    return this.select(
      'shard.training_run_id = $1 AND ($2::text IS NULL OR shard.model_hash <> $2)',
      trainingRunId,
      modelHash,
    );
  }

  /** Locks the shard's job until the transaction ends if nobody is working on it. @returns whether it is locked */
  async lockIdle(jobRunId: string): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(
      `SELECT 1 FROM job_run job WHERE job.id = $1 AND ${IDLE} FOR UPDATE`,
      [jobRunId],
    );
    return rows.length === 1;
  }

  /** Stores the name of the file about to be written. @returns false if nobody waits for it any more */
  async announce(id: string, resultHash: string): Promise<boolean> {
    return this.change(`result_hash = $2`, id, resultHash);
  }

  /** Marks the announced file as delivered. @returns false if nobody waits for it any more */
  async deliver(id: string): Promise<boolean> {
    return this.change(`state = 'DELIVERED'`, id);
  }

  /** Gives up waiting for it. @returns false if it was already delivered or given up */
  async giveUp(id: string): Promise<boolean> {
    return this.change(`state = 'GIVEN_UP'`, id);
  }

  /**
   * Deletes a shard whose file is gone. A shard whose worker may be writing its file right now stays, to be removed
   * later.
   *
   * @param resultHash the file that was removed; null if none was announced
   */
  async remove(id: string, resultHash: string | null): Promise<void> {
    await this.manager.query(
      `DELETE FROM training_shard shard USING job_run job WHERE shard.id = $1 AND job.id = shard.job_run_id
         AND shard.result_hash IS NOT DISTINCT FROM $2 AND ($2 IS NULL OR job.state <> 'RUNNING')`,
      [id, resultHash],
    );
  }

  private async change(assignment: string, ...parameters: string[]): Promise<boolean> {
    const [, changed] = await this.manager.query<[unknown[], number]>(
      `UPDATE training_shard SET ${assignment} WHERE id = $1 AND state = 'WAITING'`,
      parameters,
    );
    return changed === 1;
  }

  private select(condition: string, ...parameters: unknown[]): Promise<TrainingShardStanding[]> {
    return this.manager.query<TrainingShardStanding[]>(
      `SELECT shard.id, shard.model_hash AS "modelHash", shard.result_hash AS "resultHash", shard.state,
         job.id AS "jobRunId", job.state AS "jobState", ${IDLE} AS "isIdle", job.worker_name AS "workerName",
         job.error_message AS "errorMessage"
       FROM training_shard shard JOIN job_run job ON job.id = shard.job_run_id WHERE ${condition}`,
      parameters,
    );
  }
}
