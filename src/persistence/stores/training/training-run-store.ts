import { type EntityManager, In } from 'typeorm';
import type { ExternalTrainingState, TrainingJobEnd } from '../../../model/training/training-enums';
import { TrainingRun } from '../../../model/training/training-run.model';
import { requireRow } from '../../require-row';

export type NewTrainingRun = Pick<TrainingRun, 'id' | 'experimentId' | 'kind' | 'name' | 'settingsJson'> &
  Partial<
    Pick<
      TrainingRun,
      | 'taskSetId'
      | 'validationTaskSetId'
      | 'rewardSchemeId'
      | 'currentRewardSchemeId'
      | 'baseCheckpointId'
      | 'jobRunId'
      | 'externalState'
      | 'attempt'
      | 'lastHeartbeatAt'
      | 'heartbeatTimeoutMs'
    >
  >;

export class TrainingRunStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async create(run: NewTrainingRun): Promise<void> {
    await this.manager.insert(TrainingRun, { ...run, tenantId: this.tenantId });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<TrainingRun> {
    return requireRow(await this.manager.findOneBy(TrainingRun, { id }), `training run ${id}`);
  }

  findMany(ids: readonly string[]): Promise<TrainingRun[]> {
    return this.manager.findBy(TrainingRun, { id: In([...ids]) });
  }

  /** Like `get`; locks the row until this transaction ends. */
  async lock(id: string): Promise<TrainingRun> {
    await this.manager.query('SELECT 1 FROM training_run WHERE id = $1 FOR UPDATE', [id]);
    return this.get(id);
  }

  findByJobRun(jobRunId: string): Promise<TrainingRun | null> {
    return this.manager.findOneBy(TrainingRun, { jobRunId });
  }

  /** Begins an attempt. @returns its number, from 1 */
  async beginAttempt(id: string): Promise<number> {
    const [rows] = await this.manager.query<[{ attempt: number }[], number]>(
      'UPDATE training_run SET attempt = attempt + 1 WHERE id = $1 RETURNING attempt',
      [id],
    );
    return rows[0]!.attempt;
  }

  async setStep(id: string, step: number): Promise<void> {
    await this.manager.update(TrainingRun, { id }, { step });
  }

  async setLatestCheckpoint(id: string, latestCheckpointId: string): Promise<void> {
    await this.manager.update(TrainingRun, { id }, { latestCheckpointId });
  }

  async setBestCheckpoint(id: string, bestCheckpointId: string): Promise<void> {
    await this.manager.update(TrainingRun, { id }, { bestCheckpointId });
  }

  async setCurrentRewardScheme(id: string, currentRewardSchemeId: string): Promise<void> {
    await this.manager.update(TrainingRun, { id }, { currentRewardSchemeId });
  }

  async setPauseRequested(id: string, pauseRequested: boolean): Promise<void> {
    await this.manager.update(TrainingRun, { id }, { pauseRequested });
  }

  async setJobEnd(id: string, jobEnd: TrainingJobEnd): Promise<void> {
    await this.manager.update(TrainingRun, { id }, { jobEnd });
  }

  /** Assigns the run another job, which continues it. */
  async setJob(id: string, jobRunId: string): Promise<void> {
    await this.manager.update(TrainingRun, { id }, { jobRunId, jobEnd: null, pauseRequested: false });
  }

  /** @param externalState null leaves it unchanged */
  async beat(id: string, externalState: ExternalTrainingState | null): Promise<void> {
    await this.manager.query(
      `UPDATE training_run SET last_heartbeat_at = clock_timestamp(), external_state = COALESCE($2, external_state)
       WHERE id = $1`,
      [id, externalState],
    );
  }

  /** The run is looked at when its heartbeat is overdue. */
  async watch(id: string): Promise<void> {
    await this.manager.query(
      `INSERT INTO training_watch (training_run_id, tenant_id, due_at)
       SELECT id, tenant_id, last_heartbeat_at + heartbeat_timeout_ms * interval '1 ms' FROM training_run WHERE id = $1
       ON CONFLICT (training_run_id) DO UPDATE SET due_at = excluded.due_at`,
      [id],
    );
  }

  /** @returns whether the run was watched */
  async unwatch(id: string): Promise<boolean> {
    const [rows] = await this.manager.query<[unknown[], number]>(
      'DELETE FROM training_watch WHERE training_run_id = $1 AND tenant_id = $2 RETURNING 1',
      [id, this.tenantId],
    );
    return rows.length > 0;
  }

  async setExternalState(id: string, externalState: ExternalTrainingState): Promise<void> {
    await this.manager.update(TrainingRun, { id }, { externalState });
  }

  /** Milliseconds since the last heartbeat by the database's clock; null for a run without one. */
  async heartbeatAges(ids: readonly string[]): Promise<ReadonlyMap<string, number | null>> {
    const rows = await this.manager.query<{ id: string; age: number | null }[]>(
      `SELECT id, (extract(epoch FROM clock_timestamp() - last_heartbeat_at) * 1000)::float8 AS age
       FROM training_run WHERE id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, age }) => [id, age]));
  }
}
