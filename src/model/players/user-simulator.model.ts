import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { type SimulatorKind, SimulatorKindEnum, SIMULATOR_KINDS } from '../enums';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';
import { CheckOneOf } from '../check-one-of';

@ObjectType('UserSimulator', {
  implements: Node,
  description: 'The user of a rollout: a program, a language model, a person or a recording.',
})
@Entity('user_simulator')
@Unique('user_simulator_name_version_key', ['tenantId', 'name', 'version'])
@Index('user_simulator_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'user_simulator_organization_fkey' })
@CheckOneOf('user_simulator_kind_check', 'kind', SIMULATOR_KINDS)
export class UserSimulator extends TenantRow {
  @Field(() => String, { description: 'Name. Name and version together are unique within the organization.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Version; `unknown` if the imported record does not state it.' })
  @Column({ type: 'text' })
  version!: string;

  @Field(() => SimulatorKindEnum, { description: 'Kind of the user simulator.' })
  @Column({ type: 'text' })
  kind!: SimulatorKind;

  /** Specification with which workers run the simulator, as JSON text with sorted keys; null for EXTERNAL. */
  @Column({ type: 'text', nullable: true })
  specJson!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the specification; simulators with equal hashes behave alike. Null for EXTERNAL.',
  })
  @Column({ type: 'text', nullable: true })
  specHash!: string | null;
}
