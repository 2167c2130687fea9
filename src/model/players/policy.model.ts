import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Unique } from 'typeorm';
import { type PolicyKind, PolicyKindEnum, POLICY_KINDS } from '../enums';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

@ObjectType('Policy', { implements: Node, description: 'What chose the actions of a rollout.' })
@Entity('policy')
@Unique('policy_name_key', ['tenantId', 'name'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'policy_organization_fkey' })
@CheckOneOf('policy_kind_check', 'kind', POLICY_KINDS)
export class Policy extends TenantRow {
  @Field(() => String, { description: 'Name, unique in the organization.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => PolicyKindEnum, { description: 'What kind of thing it is.' })
  @Column({ type: 'text' })
  kind!: PolicyKind;

  /** JSON text with sorted keys of how our workers run it; null for EXTERNAL. */
  @Column({ type: 'text', nullable: true })
  specJson!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of how our workers run it: equal hashes behave alike; null for EXTERNAL.',
  })
  @Column({ type: 'text', nullable: true })
  specHash!: string | null;
}
