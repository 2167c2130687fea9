import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * EXTERNAL runs that go on, and when each is looked at next. The row of a run that was found LOST is deleted, and written again
 * by the next heartbeat. It is read across tenants: it has no row security and holds only two ids and a time.
 */
@Entity('training_watch')
@Index('training_watch_due_at_idx', ['dueAt'])
export class TrainingWatch {
  @PrimaryColumn({ type: 'uuid' })
  trainingRunId!: string;

  @Column({ type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  dueAt!: Date;
}
