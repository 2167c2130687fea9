import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { type OutcomeClass, OUTCOME_CLASSES } from '../../domain/trajectory';
import { Collection } from '../collection/collection.model';
import { OutcomeClassEnum } from '../enums';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { Policy } from '../players/policy.model';
import { Task } from '../tasks/task.model';
import { TenantRow } from '../tenant-row';
import { UserSimulator } from '../players/user-simulator.model';
import { CheckOneOf } from '../check-one-of';

@ObjectType('Rollout', { implements: Node, description: 'One conversation between policy and user on one task.' })
@Entity('rollout')
@Unique('rollout_identity_key', ['tenantId', 'experimentId', 'identity'])
@Index('rollout_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@Index('rollout_experiment_reward_idx', ['tenantId', 'experimentId', 'reward', 'id'])
@Index('rollout_experiment_turn_count_idx', ['tenantId', 'experimentId', 'turnCount', 'id'])
@Index('rollout_task_idx', ['tenantId', 'taskId'])
@Index('rollout_collection_idx', ['tenantId', 'collectionId', 'taskId'])
@Index('rollout_collection_created_idx', ['tenantId', 'collectionId', 'createdAt', 'id'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], { name: 'rollout_experiment_fkey' })
@ForeignKey(() => Task, ['tenantId', 'taskId'], ['tenantId', 'id'], { name: 'rollout_task_fkey' })
@ForeignKey(() => Policy, ['tenantId', 'policyId'], ['tenantId', 'id'], { name: 'rollout_policy_fkey' })
@ForeignKey(() => UserSimulator, ['tenantId', 'userSimulatorId'], ['tenantId', 'id'], {
  name: 'rollout_user_simulator_fkey',
})
@ForeignKey(() => Collection, ['tenantId', 'collectionId'], ['tenantId', 'id'], { name: 'rollout_collection_fkey' })
@Check('rollout_reward_check', `(outcome_class = 'SCORED') = (reward IS NOT NULL)`)
@Check('rollout_finite_reward_check', `reward NOT IN ('NaN', 'Infinity', '-Infinity')`)
@CheckOneOf('rollout_outcome_class_check', 'outcome_class', OUTCOME_CLASSES)
@Check('rollout_trial_check', 'trial >= 0')
export class Rollout extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  @Column({ type: 'uuid' })
  taskId!: string;

  @Column({ type: 'uuid' })
  policyId!: string;

  @Column({ type: 'uuid' })
  userSimulatorId!: string;

  /**
   * The client's id (`client:...`), or `row:` and a hash of experiment, policy, simulator, task, trial and the row's
   * bytes.
   */
  @Column({ type: 'text' })
  identity!: string;

  @Field(() => String, { nullable: true, description: 'Id assigned by the client; null if none was sent.' })
  @Column({ type: 'text', nullable: true })
  clientId!: string | null;

  /** SHA-256 (hex) of the row as received. The same id with different content is rejected. */
  @Column({ type: 'text' })
  contentHash!: string;

  @Field(() => Int, { description: 'Index among the rollouts of the task, from 0.' })
  @Column({ type: 'integer' })
  trial!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Random seed, as text because seeds can exceed 2^53; null if unknown.',
  })
  @Column({ type: 'text', nullable: true })
  seed!: string | null;

  @Field(() => OutcomeClassEnum, { description: 'Whether the rollout counts as evidence about the agent.' })
  @Column({ type: 'text' })
  outcomeClass!: OutcomeClass;

  @Field(() => Float, { nullable: true, description: 'Final reward; null unless SCORED.' })
  @Column({ type: 'double precision', nullable: true })
  reward!: number | null;

  @Field(() => String, { nullable: true, description: 'Reason for the end as given in the record, e.g. `max_steps`.' })
  @Column({ type: 'text', nullable: true })
  endReason!: string | null;

  @Field(() => Boolean, { description: 'True if a step, turn or token limit ended the rollout.' })
  @Column({ type: 'boolean' })
  isTruncated!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Message of the user before the agent’s first turn; null if the agent spoke first.',
  })
  @Column({ type: 'text', nullable: true })
  openingMessage!: string | null;

  @Field(() => Int, { description: 'Number of turns (assistant messages).' })
  @Column({ type: 'integer' })
  turnCount!: number;

  @Field(() => Int, { description: 'Number of tool calls over all turns.' })
  @Column({ type: 'integer' })
  toolCallCount!: number;

  @Field(() => Int, { nullable: true, description: 'Total input tokens of all turns; null if no turn reports them.' })
  @Column({ type: 'integer', nullable: true })
  inputTokens!: number | null;

  @Field(() => Int, { nullable: true, description: 'Total output tokens of all turns; null if no turn reports them.' })
  @Column({ type: 'integer', nullable: true })
  outputTokens!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Total wall time of the agent over all turns in ms; null if no turn reports it.',
  })
  @Column({ type: 'double precision', nullable: true })
  latencyMs!: number | null;

  /** The collection in which our workers played the rollout; null for an imported rollout. */
  @Column({ type: 'uuid', nullable: true })
  collectionId!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Cost of the agent’s model in US dollars, including earlier failed attempts at this rollout; null if unknown.',
  })
  @Column({ type: 'double precision', nullable: true })
  agentCost!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Cost of the user simulator’s model in US dollars, including earlier failed attempts at this rollout; null if ' +
      'unknown.',
  })
  @Column({ type: 'double precision', nullable: true })
  simulatorCost!: number | null;

  @Field(() => Int, { nullable: true, description: 'Input tokens of the user simulator; null if unknown.' })
  @Column({ type: 'integer', nullable: true })
  simulatorInputTokens!: number | null;

  @Field(() => Int, { nullable: true, description: 'Output tokens of the user simulator; null if unknown.' })
  @Column({ type: 'integer', nullable: true })
  simulatorOutputTokens!: number | null;
}
