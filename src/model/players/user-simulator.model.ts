import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { type SimulatorKind, SimulatorKindEnum, SIMULATOR_KINDS } from '../enums';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

@ObjectType('UserSimulator', { implements: Node, description: 'Who played the user of a rollout.' })
@Entity('user_simulator')
@Unique('user_simulator_name_version_key', ['tenantId', 'name', 'version'])
@Index('user_simulator_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'user_simulator_organization_fkey' })
@CheckOneOf('user_simulator_kind_check', 'kind', SIMULATOR_KINDS)
export class UserSimulator extends TenantRow {
  @Field(() => String, { description: 'Name; with the version unique in the organization.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Version; `unknown` when a record does not say.' })
  @Column({ type: 'text' })
  version!: string;

  @Field(() => SimulatorKindEnum, { description: 'What kind of thing it is.' })
  @Column({ type: 'text' })
  kind!: SimulatorKind;

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
