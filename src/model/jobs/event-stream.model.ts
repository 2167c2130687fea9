import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Organization } from '../organizations/organization.model';

/** The counter of a stream: `UPDATE ... SET seq = seq + n` in the writing transaction makes commit order sequence order. */
@Entity('event_stream')
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'event_stream_organization_fkey' })
export class EventStream {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  /** Name of the stream, e.g. `job:<id>`: see src/events/streams.ts. */
  @PrimaryColumn({ type: 'text' })
  stream!: string;

  @Column({ type: 'integer', default: 0 })
  seq!: number;
}
