import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Collection } from './collection.model';
import { JobRun } from '../jobs/job-run.model';

/** A range of a collection's slots and the job that fills it. Only one worker at a time holds the job. */
@Entity('collection_shard')
@Index('collection_shard_job_run_idx', ['tenantId', 'jobRunId'])
@ForeignKey(() => Collection, ['tenantId', 'collectionId'], ['tenantId', 'id'], {
  name: 'collection_shard_collection_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => JobRun, ['tenantId', 'jobRunId'], ['tenantId', 'id'], { name: 'collection_shard_job_run_fkey' })
@Check('collection_shard_index_check', 'index >= 0')
export class CollectionShard {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  collectionId!: string;

  /** Index within the collection, from 0. */
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  /** Slots are numbered task by task, trials within a task: slot = task rank * trials + trial. */
  @Column({ type: 'integer' })
  firstSlot!: number;

  @Column({ type: 'integer' })
  slotCount!: number;

  @Column({ type: 'uuid' })
  jobRunId!: string;
}
