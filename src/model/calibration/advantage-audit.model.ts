import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { Experiment } from '../experiments/experiment.model';
import { JobRun } from '../jobs/job-run.model';
import { Node } from '../node';
import { RewardScheme } from './reward-scheme.model';
import { TenantRow } from '../tenant-row';

/**
 * The advantages that each estimator computes under one scheme on an experiment's rollouts. Results are null until the
 * job is done.
 */
@ObjectType('AdvantageAudit', {
  implements: Node,
  description:
    'Advantages of every estimator under one reward scheme, computed on the rollouts of an experiment and compared ' +
    'tier by tier.',
})
@Entity('advantage_audit')
@Index('advantage_audit_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], {
  name: 'advantage_audit_experiment_fkey',
})
@ForeignKey(() => JobRun, ['tenantId', 'jobRunId'], ['tenantId', 'id'], { name: 'advantage_audit_job_run_fkey' })
@ForeignKey(() => RewardScheme, ['tenantId', 'rewardSchemeId'], ['tenantId', 'id'], {
  name: 'advantage_audit_reward_scheme_fkey',
})
export class AdvantageAudit extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  @Column({ type: 'uuid' })
  jobRunId!: string;

  @Column({ type: 'uuid' })
  rewardSchemeId!: string;

  @Field(() => String, { description: 'All settings of the audit as JSON text with sorted keys.' })
  @Column({ type: 'text' })
  settingsJson!: string;

  @Field(() => Int, { nullable: true, description: 'Number of SCORED rollouts used; null until the audit is done.' })
  @Column({ type: 'integer', nullable: true })
  rolloutCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of turns in those rollouts; null until the audit is done.' })
  @Column({ type: 'integer', nullable: true })
  turnCount!: number | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the rollouts used; null until the audit is done.' })
  @Column({ type: 'text', nullable: true })
  inputHash!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the code that computed the audit; null until it is done.',
  })
  @Column({ type: 'text', nullable: true })
  codeVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The complete result as JSON text; null until the audit is done. The same rollouts and settings always give ' +
      'the same bytes.',
  })
  @Column({ type: 'text', nullable: true })
  reportJson!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of `reportJson`; null until the audit is done.' })
  @Column({ type: 'text', nullable: true })
  reportHash!: string | null;
}
