import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';

@ObjectType('Experiment', {
  implements: Node,
  description:
    'A set of rollouts to be analysed together, with the calibrations, training runs and evaluations based on them.',
})
@Entity('experiment')
@Unique('experiment_name_key', ['tenantId', 'name'])
@Index('experiment_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'experiment_organization_fkey' })
export class Experiment extends TenantRow {
  @Field(() => String, { description: 'Name, unique within the organization, 1 to 200 characters.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => String, { description: 'Free text, up to 10,000 characters.' })
  @Column({ type: 'text', default: '' })
  description!: string;
}
