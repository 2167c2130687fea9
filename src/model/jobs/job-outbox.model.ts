import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Jobs that are not final yet, and when to hand each of them to the queue (again). A row is written in the same
 * transaction as its job and moved into the future while a worker holds the job, so that a job survives the loss of the
 * queue or of a worker. The relay reads it across tenants: it has no row security and holds only two ids and a time.
 */
@Entity('job_outbox')
@Index('job_outbox_not_before_idx', ['notBefore'])
export class JobOutbox {
  @PrimaryColumn({ type: 'uuid' })
  jobRunId!: string;

  @Column({ type: 'uuid' })
  tenantId!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  notBefore!: Date;
}

/** The message that the queue delivers: only two ids. The row of the job is authoritative. */
export type JobDelivery = { readonly tenantId: string; readonly jobRunId: string };
