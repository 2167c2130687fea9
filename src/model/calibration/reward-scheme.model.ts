import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { type SchemeOrigin, SchemeOriginEnum, SCHEME_ORIGINS } from '../enums';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

/** Immutable: changed values make a new version. */
@ObjectType('RewardScheme', {
  implements: Node,
  description: 'A value for each tier. Immutable: changed values make a new version.',
})
@Entity('reward_scheme')
@Unique('reward_scheme_name_version_key', ['tenantId', 'name', 'version'])
@Index('reward_scheme_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'reward_scheme_organization_fkey' })
@CheckOneOf('reward_scheme_origin_check', 'origin', SCHEME_ORIGINS)
@Check('reward_scheme_version_check', 'version >= 1')
export class RewardScheme extends TenantRow {
  @Field(() => String, { description: 'Name. Name and version together are unique within the organization.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => Int, { description: 'Version, from 1.' })
  @Column({ type: 'integer' })
  version!: number;

  @Field(() => SchemeOriginEnum, { description: 'Origin of the values.' })
  @Column({ type: 'text' })
  origin!: SchemeOrigin;
}
