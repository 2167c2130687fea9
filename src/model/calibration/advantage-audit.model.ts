import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { Experiment } from '../experiments/experiment.model';
import { JobRun } from '../jobs/job-run.model';
import { Node } from '../node';
import { RewardScheme } from './reward-scheme.model';
import { TenantRow } from '../tenant-row';

/** What each estimator makes of one scheme on the rollouts of an experiment. The figures are null until the job is done. */
@ObjectType('AdvantageAudit', {
  implements: Node,
  description: 'What every advantage estimator makes of one reward scheme on the rollouts of an experiment.',
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

  @Field(() => String, { description: 'Every setting it runs with, as JSON text with sorted keys.' })
  @Column({ type: 'text' })
  settingsJson!: string;

  @Field(() => Int, { nullable: true, description: 'SCORED rollouts that it used; null until it is done.' })
  @Column({ type: 'integer', nullable: true })
  rolloutCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Turns of those rollouts; null until it is done.' })
  @Column({ type: 'integer', nullable: true })
  turnCount!: number | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the rollouts it used; null until it is done.' })
  @Column({ type: 'text', nullable: true })
  inputHash!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the code that computed it; null until it is done.' })
  @Column({ type: 'text', nullable: true })
  codeVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The whole result as JSON text; null until it is done. Same rollouts and settings: same bytes.',
  })
  @Column({ type: 'text', nullable: true })
  reportJson!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of `reportJson`; null until it is done.' })
  @Column({ type: 'text', nullable: true })
  reportHash!: string | null;
}
