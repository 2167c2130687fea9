import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Node } from '../node';
import { TaskSet } from './task-set.model';
import { TenantRow } from '../tenant-row';

/**
 * A task as it was run. Two wordings of the same benchmark task are two rows with the same external id and different
 * content hashes.
 */
@ObjectType('Task', { implements: Node, description: 'One problem: the user’s goal and the reference solution.' })
@Entity('task')
@Unique('task_external_id_content_key', ['tenantId', 'taskSetId', 'externalId', 'contentHash'])
@Index('task_task_set_created_idx', ['tenantId', 'taskSetId', 'createdAt', 'id'])
@ForeignKey(() => TaskSet, ['tenantId', 'taskSetId'], ['tenantId', 'id'], { name: 'task_task_set_fkey' })
export class Task extends TenantRow {
  @Column({ type: 'uuid' })
  taskSetId!: string;

  @Field(() => String, { description: 'Id of the task in its benchmark, e.g. `17`.' })
  @Column({ type: 'text' })
  externalId!: string;

  @Field(() => String, { description: 'SHA-256 of instruction, golden actions and expected outputs.' })
  @Column({ type: 'text' })
  contentHash!: string;

  @Field(() => String, { description: 'Instruction to the user simulator.' })
  @Column({ type: 'text' })
  instruction!: string;

  /** JSON text: `[{"name": ..., "arguments": <JSON text>}]`, arguments verbatim. */
  @Column({ type: 'text' })
  goldenActionsJson!: string;

  @Field(() => Int, { description: 'Number of golden actions.' })
  @Column({ type: 'integer' })
  goldenActionCount!: number;

  @Field(() => [String], { description: 'Texts that the agent must tell the user.' })
  @Column({ type: 'text', array: true })
  expectedOutputs!: string[];

  /** JSON text of the details needed to play the task (user, parts of the reward); null for a recorded task. */
  @Column({ type: 'text', nullable: true })
  detailsJson!: string | null;

  /** JSON text of the facts known to a scripted user; null for a task that was not generated. */
  @Column({ type: 'text', nullable: true })
  factsJson!: string | null;

  /** JSON text of tempting calls that miss the goal; null for a task that was not generated. */
  @Column({ type: 'text', nullable: true })
  trapsJson!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Family of a generated task, e.g. `cancel-allowed`; null for other tasks.',
  })
  @Column({ type: 'text', nullable: true })
  family!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Split within the task set, e.g. `train`; null if the set has no splits.',
  })
  @Column({ type: 'text', nullable: true })
  split!: string | null;
}
