import { Column, PrimaryColumn } from 'typeorm';
import { Node } from './node';

/** The columns that each row with an id of its own has. The tenant id is a key and a guard, never a field of the API. */
export abstract class TenantRow extends Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  override id!: string;

  /** Millisecond precision, so that a cursor made from a JavaScript date finds its row again. */
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  override createdAt!: Date;
}
