import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { type PolicyKind, PolicyKindEnum, POLICY_KINDS } from '../enums';
import { Node } from '../node';
import { Checkpoint } from '../checkpoints/checkpoint.model';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

@ObjectType('Policy', { implements: Node, description: 'The agent of a rollout, which chooses its actions.' })
@Entity('policy')
@Unique('policy_name_key', ['tenantId', 'name'])
@Index('policy_created_idx', ['tenantId', 'createdAt', 'id'])
@Index('policy_checkpoint_created_idx', ['tenantId', 'checkpointId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'policy_organization_fkey' })
@ForeignKey(() => Checkpoint, ['tenantId', 'checkpointId'], ['tenantId', 'id'], { name: 'policy_checkpoint_fkey' })
@CheckOneOf('policy_kind_check', 'kind', POLICY_KINDS)
export class Policy extends TenantRow {
  @Field(() => String, { description: 'Name, unique within the organization.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => PolicyKindEnum, { description: 'Kind of the policy.' })
  @Column({ type: 'text' })
  kind!: PolicyKind;

  /** Specification with which workers run the policy, as JSON text with sorted keys; null for EXTERNAL. */
  @Column({ type: 'text', nullable: true })
  specJson!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the specification; policies with equal hashes behave alike. Null for EXTERNAL.',
  })
  @Column({ type: 'text', nullable: true })
  specHash!: string | null;

  /** Checkpoint of an ONNX policy, taken from its specification; null for other kinds. */
  @Column({ type: 'uuid', nullable: true })
  checkpointId!: string | null;
}
