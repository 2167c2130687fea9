import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A worker process and the capabilities of its machine. It belongs to no organization, has no row security, and holds
 * only a name, two times and the capabilities, which every organization can read.
 */
@Entity('worker')
export class WorkerRow {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  startedAt!: Date;

  /** Time of the latest heartbeat. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  lastSeenAt!: Date;

  /** JSON text of `WorkerCapabilities`, validated when it is read. */
  @Column({ type: 'text' })
  capabilitiesJson!: string;
}
