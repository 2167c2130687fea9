import { Column, PrimaryColumn } from 'typeorm';
import { Node } from './node';

/**
 * The columns of every row that has its own id. The tenant id serves as key and guard and is never a field of the API.
 */
export abstract class TenantRow extends Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  override id!: string;

  /** Millisecond precision, so that a cursor made from a JavaScript Date finds its row. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  override createdAt!: Date;
}
