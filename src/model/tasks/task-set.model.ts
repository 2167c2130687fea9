import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';

/** An open set (an import adds tasks as it finds them) has no content hash. A sealed set never changes. */
@ObjectType('TaskSet', { implements: Node, description: 'A versioned set of tasks.' })
@Entity('task_set')
@Unique('task_set_name_version_key', ['tenantId', 'name', 'version'])
@Index('task_set_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'task_set_organization_fkey' })
@Check('task_set_version_check', 'version >= 1')
export class TaskSet extends TenantRow {
  @Field(() => String, { description: 'Name. Name and version together are unique within the organization.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => Int, { description: 'Version, from 1.' })
  @Column({ type: 'integer' })
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the tasks in order; null while an import can still add tasks.',
  })
  @Column({ type: 'text', nullable: true })
  contentHash!: string | null;

  /** JSON text of the world in which the tasks are played; null for tasks that are only recorded. */
  @Column({ type: 'text', nullable: true })
  environmentJson!: string | null;
}
