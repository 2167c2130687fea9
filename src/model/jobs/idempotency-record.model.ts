import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Organization } from '../organizations/organization.model';

/** The answer of a mutation that carried an idempotency key, so that a repetition gets the first answer. */
@Entity('idempotency_record')
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'idempotency_record_organization_fkey' })
export class IdempotencyRecord {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'text' })
  operation!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  /** SHA-256 of the operation's input: the same key with another input is an error. */
  @Column({ type: 'text' })
  inputHash!: string;

  /** JSON text: ids of what was made. */
  @Column({ type: 'text' })
  responseJson!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
