import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A worker process and what its machine offers. It belongs to no organization: it stands outside row security and holds
 * nothing but the name, two times and the capabilities of a machine, which every organization may read.
 */
@Entity('worker')
export class WorkerRow {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  startedAt!: Date;

  /** Its newest heartbeat. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  lastSeenAt!: Date;

  /** JSON text of `WorkerCapabilities`, checked when it is read. */
  @Column({ type: 'text' })
  capabilitiesJson!: string;
}
