import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { Policy } from '../players/policy.model';
import { TaskSet } from '../tasks/task-set.model';
import { TenantRow } from '../tenant-row';
import { UserSimulator } from '../players/user-simulator.model';

/** Tasks x trials that a policy plays with a user simulator. Its shards are jobs; its results are the rollouts. */
@ObjectType('Collection', {
  implements: Node,
  description: 'Rollouts collected by our workers: one policy and one user simulator play each task `trials` times.',
})
@Entity('collection')
@Index('collection_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], { name: 'collection_experiment_fkey' })
@ForeignKey(() => TaskSet, ['tenantId', 'taskSetId'], ['tenantId', 'id'], { name: 'collection_task_set_fkey' })
@ForeignKey(() => Policy, ['tenantId', 'policyId'], ['tenantId', 'id'], { name: 'collection_policy_fkey' })
@ForeignKey(() => UserSimulator, ['tenantId', 'userSimulatorId'], ['tenantId', 'id'], {
  name: 'collection_user_simulator_fkey',
})
@Check('collection_task_count_check', 'task_count >= 1')
@Check('collection_trials_check', 'trials >= 1')
@Check('collection_quorum_check', 'quorum >= 1 AND quorum <= trials')
export class Collection extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  @Column({ type: 'uuid' })
  taskSetId!: string;

  @Column({ type: 'uuid' })
  policyId!: string;

  @Column({ type: 'uuid' })
  userSimulatorId!: string;

  @Field(() => String, { description: 'All settings of the collection as JSON text with sorted keys.' })
  @Column({ type: 'text' })
  settingsJson!: string;

  @Field(() => Int, { description: 'Number of tasks to play.' })
  @Column({ type: 'integer' })
  taskCount!: number;

  @Field(() => Int, { description: 'Rollouts per task, which is the size of a group.' })
  @Column({ type: 'integer' })
  trials!: number;

  @Field(() => Int, { description: 'Min SCORED rollouts for a group to count as usable, 1 to `trials`.' })
  @Column({ type: 'integer' })
  quorum!: number;

  @Field(() => Date, {
    nullable: true,
    description: 'Time at which the last job of the collection ended; null before that.',
  })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  endedAt!: Date | null;
}
