import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { EventStream } from './event-stream.model';

@Entity('event')
@ForeignKey(() => EventStream, ['tenantId', 'stream'], ['tenantId', 'stream'], {
  name: 'event_stream_fkey',
  onDelete: 'CASCADE',
})
export class EventRow {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'text' })
  stream!: string;

  /** From 1, without gaps within the stream. */
  @PrimaryColumn({ type: 'integer' })
  seq!: number;

  @Column({ type: 'text' })
  kind!: string;

  /** JSON text of ids, states and numbers. */
  @Column({ type: 'text' })
  payloadJson!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
