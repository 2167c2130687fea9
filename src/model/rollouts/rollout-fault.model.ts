import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Unique } from 'typeorm';
import { ApiKey } from '../organizations/api-key.model';
import { type FaultMark, FaultMarkEnum, FAULT_MARKS } from '../enums';
import { Node } from '../node';
import { Rollout } from './rollout.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/** Cause of a failed rollout, as marked by a person. The newest mark counts; earlier ones are the history. */
@ObjectType('RolloutFault', {
  implements: Node,
  description: 'Cause of a failed rollout, as marked by a person. The newest mark of a rollout counts.',
})
@Entity('rollout_fault')
@Unique('rollout_fault_index_key', ['tenantId', 'rolloutId', 'index'])
@ForeignKey(() => Rollout, ['tenantId', 'rolloutId'], ['tenantId', 'id'], {
  name: 'rollout_fault_rollout_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => ApiKey, ['tenantId', 'apiKeyId'], ['tenantId', 'id'], { name: 'rollout_fault_api_key_fkey' })
@Check('rollout_fault_index_check', 'index >= 0')
@CheckOneOf('rollout_fault_fault_check', 'fault', FAULT_MARKS)
export class RolloutFault extends TenantRow {
  @Column({ type: 'uuid' })
  rolloutId!: string;

  @Field(() => Int, { description: 'Index in the history of the rollout, from 0.' })
  @Column({ type: 'integer' })
  index!: number;

  @Field(() => FaultMarkEnum, { description: 'Cause of the failure; NONE withdraws earlier marks.' })
  @Column({ type: 'text' })
  fault!: FaultMark;

  @Field(() => String, { description: 'Comment by the person; empty if there is none.' })
  @Column({ type: 'text' })
  comment!: string;

  /** The API key with which it was marked. */
  @Column({ type: 'uuid' })
  apiKeyId!: string;
}
