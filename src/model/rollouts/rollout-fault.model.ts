import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Unique } from 'typeorm';
import { ApiKey } from '../organizations/api-key.model';
import { type FaultMark, FaultMarkEnum, FAULT_MARKS } from '../enums';
import { Node } from '../node';
import { Rollout } from './rollout.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/** Whom a person blames for a failed rollout. The newest mark of a rollout counts; the others are its history. */
@ObjectType('RolloutFault', {
  implements: Node,
  description: 'Whose fault a failed rollout was, as a person judged. The newest mark of a rollout counts.',
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

  @Field(() => Int, { description: 'Position in the history of its rollout, from 0.' })
  @Column({ type: 'integer' })
  index!: number;

  @Field(() => FaultMarkEnum, { description: 'Whose fault it was; NONE takes earlier marks back.' })
  @Column({ type: 'text' })
  fault!: FaultMark;

  @Field(() => String, { description: 'Why, in the words of whoever marked it; empty when nothing was said.' })
  @Column({ type: 'text' })
  comment!: string;

  /** The key of whoever marked it. */
  @Column({ type: 'uuid' })
  apiKeyId!: string;
}
