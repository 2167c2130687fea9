import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Organization } from '../organizations/organization.model';

/** The result of a mutation with an idempotency key, so that a retry returns the original result. */
@Entity('idempotency_record')
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'idempotency_record_organization_fkey' })
export class IdempotencyRecord {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'text' })
  operation!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  /** SHA-256 of the operation's input. Reusing the key with a different input is an error. */
  @Column({ type: 'text' })
  inputHash!: string;

  /** JSON text with the ids of the created objects. */
  @Column({ type: 'text' })
  responseJson!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
