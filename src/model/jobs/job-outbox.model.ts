import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Jobs that are not final yet, and when to hand each to the queue (again). Written with the job in one transaction and
 * pushed into the future while a worker holds the job, so neither a lost queue nor a lost worker loses a job. It is
 * relayed across tenants: it stands outside row security and holds nothing but two ids and a time.
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

/** What the queue delivers: two ids, nothing else. The row of the job is the truth. */
export type JobDelivery = { readonly tenantId: string; readonly jobRunId: string };
