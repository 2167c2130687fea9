import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Node } from '../node';
import { TaskSet } from './task-set.model';
import { TenantRow } from '../tenant-row';

/** A task as it was run. Two wordings of one benchmark task are two rows: they share the external id, not the content hash. */
@ObjectType('Task', { implements: Node, description: 'One problem: what the user wants, and the reference solution.' })
@Entity('task')
@Unique('task_external_id_content_key', ['tenantId', 'taskSetId', 'externalId', 'contentHash'])
@Index('task_task_set_created_idx', ['tenantId', 'taskSetId', 'createdAt', 'id'])
@ForeignKey(() => TaskSet, ['tenantId', 'taskSetId'], ['tenantId', 'id'], { name: 'task_task_set_fkey' })
export class Task extends TenantRow {
  @Column({ type: 'uuid' })
  taskSetId!: string;

  @Field(() => String, { description: 'The benchmark’s own name of the task, e.g. `17`.' })
  @Column({ type: 'text' })
  externalId!: string;

  @Field(() => String, { description: 'SHA-256 of instruction, golden actions and expected outputs.' })
  @Column({ type: 'text' })
  contentHash!: string;

  @Field(() => String, { description: 'What the simulated user is told.' })
  @Column({ type: 'text' })
  instruction!: string;

  /** JSON text: `[{"name": ..., "arguments": <JSON text>}]`, arguments verbatim. */
  @Column({ type: 'text' })
  goldenActionsJson!: string;

  @Field(() => Int, { description: 'Number of golden actions.' })
  @Column({ type: 'integer' })
  goldenActionCount!: number;

  @Field(() => [String], { description: 'Texts that the agent must have told the user.' })
  @Column({ type: 'text', array: true })
  expectedOutputs!: string[];

  /** JSON text of what playing needs beyond the common words (user, parts of the reward); null for a recorded task. */
  @Column({ type: 'text', nullable: true })
  detailsJson!: string | null;

  /** JSON text of what a scripted user knows; null for a task that was not generated. */
  @Column({ type: 'text', nullable: true })
  factsJson!: string | null;

  /** JSON text of calls that lead away from the target; null for a task that was not generated. */
  @Column({ type: 'text', nullable: true })
  trapsJson!: string | null;

  @Field(() => String, { nullable: true, description: 'Family of a generated task, e.g. `cancel-allowed`; else null.' })
  @Column({ type: 'text', nullable: true })
  family!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Split of its set that it belongs to, e.g. `train`; null when the set has none.',
  })
  @Column({ type: 'text', nullable: true })
  split!: string | null;
}
