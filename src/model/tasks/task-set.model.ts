import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Node } from '../node';
import { Organization } from '../organizations/organization.model';
import { TenantRow } from '../tenant-row';

/** A set that is still growing (an import adds the tasks it meets) is open: it has no content hash. A sealed one never changes. */
@ObjectType('TaskSet', { implements: Node, description: 'A versioned set of tasks.' })
@Entity('task_set')
@Unique('task_set_name_version_key', ['tenantId', 'name', 'version'])
@Index('task_set_created_idx', ['tenantId', 'createdAt', 'id'])
@ForeignKey(() => Organization, ['tenantId'], ['id'], { name: 'task_set_organization_fkey' })
@Check('task_set_version_check', 'version >= 1')
export class TaskSet extends TenantRow {
  @Field(() => String, { description: 'Name; with the version unique in the organization.' })
  @Column({ type: 'text' })
  name!: string;

  @Field(() => Int, { description: 'Version, from 1.' })
  @Column({ type: 'integer' })
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 over the tasks in order; null while an import may still add tasks.',
  })
  @Column({ type: 'text', nullable: true })
  contentHash!: string | null;

  /** JSON text of the world that the tasks are played in; null for tasks that are only recorded. */
  @Column({ type: 'text', nullable: true })
  environmentJson!: string | null;
}
