import { type EntityManager, In } from 'typeorm';
import { CollectionShard } from '../../../model/collection/collection-shard.model';
import { Collection } from '../../../model/collection/collection.model';
import type { JobState } from '../../../model/enums';
import { requireRow } from '../../require-row';

export type NewCollection = Omit<Collection, 'tenantId' | 'createdAt' | 'endedAt'>;

/** A shard with the state of its job. */
export type ShardState = {
  readonly collectionId: string;
  readonly jobRunId: string;
  readonly state: JobState;
  readonly workerName: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly startedAt: Date | null;
  readonly errorMessage: string | null;
};

/** A position in a collection: task and trial. */
export type FilledSlot = { readonly taskId: string; readonly trial: number };

export class CollectionStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async create(collection: NewCollection): Promise<void> {
    await this.manager.insert(Collection, { ...collection, tenantId: this.tenantId });
  }

  async addShard(shard: Omit<CollectionShard, 'tenantId'>): Promise<void> {
    await this.manager.insert(CollectionShard, { ...shard, tenantId: this.tenantId });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Collection> {
    return requireRow(await this.manager.findOneBy(Collection, { id }), `collection ${id}`);
  }

  /** Like `get`, but the collection cannot end before the caller's transaction does. @throws NotFoundError */
  async lock(id: string): Promise<Collection> {
    await this.manager.query('SELECT FROM collection WHERE id = $1 FOR UPDATE', [id]);
    return this.get(id);
  }

  findMany(ids: readonly string[]): Promise<Collection[]> {
    return this.manager.findBy(Collection, { id: In([...ids]) });
  }

  /** @throws NotFoundError */
  async getShard(collectionId: string, index: number): Promise<CollectionShard> {
    return requireRow(
      await this.manager.findOneBy(CollectionShard, { collectionId, index }),
      `shard ${index} of collection ${collectionId}`,
    );
  }

  /** The shards with the states of their jobs, by collection and index. */
  findShardStates(collectionIds: readonly string[]): Promise<ShardState[]> {
    return this.manager.query<ShardState[]>(
      `SELECT shard.collection_id AS "collectionId", job.id AS "jobRunId", job.state, job.worker_name AS "workerName",
         job.progress_done AS done, job.progress_total AS total, job.started_at AS "startedAt",
         job.error_message AS "errorMessage"
       FROM collection_shard shard JOIN job_run job ON job.id = shard.job_run_id
       WHERE shard.collection_id = ANY($1) ORDER BY shard.collection_id, shard.index`,
      [collectionIds],
    );
  }

  /** The positions of these tasks that have a rollout. */
  findFilledSlots(collectionId: string, taskIds: readonly string[]): Promise<FilledSlot[]> {
    return this.manager.query<FilledSlot[]>(
      `SELECT task_id AS "taskId", trial FROM rollout WHERE collection_id = $1 AND task_id = ANY($2)`,
      [collectionId, taskIds],
    );
  }

  /**
   * Marks the collection as ended if every shard's job is final. Locks its row first, so that if two shards end at
   * once, the second sees the first.
   *
   * @returns the collection if this call ended it, otherwise null
   */
  async endIfSettled(jobRunId: string): Promise<Collection | null> {
    const [locked] = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM collection WHERE ended_at IS NULL
         AND id = (SELECT collection_id FROM collection_shard WHERE job_run_id = $1) FOR UPDATE`,
      [jobRunId],
    );
    if (locked === undefined) return null;
    const [rows] = await this.manager.query<[{ id: string }[], number]>(
      `UPDATE collection SET ended_at = clock_timestamp() WHERE id = $1 AND NOT EXISTS (
         SELECT FROM collection_shard shard JOIN job_run job ON job.id = shard.job_run_id
         WHERE shard.collection_id = $1 AND job.state IN ('QUEUED', 'RUNNING')) RETURNING id`,
      [locked.id],
    );
    return rows.length === 0 ? null : this.get(locked.id);
  }
}
