import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { TenantRow } from '../tenant-row';

/** Evaluations compared in pairs. Its experiment is that of the first of them. */
@ObjectType('EvaluationComparison', {
  implements: Node,
  description: 'Evaluations compared in pairs, task by task, with corrections for the number of pairs.',
})
@Entity('evaluation_comparison')
@Index('evaluation_comparison_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], {
  name: 'evaluation_comparison_experiment_fkey',
})
export class EvaluationComparison extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  @Field(() => String, { description: 'Every setting it ran with, as JSON text with sorted keys.' })
  @Column({ type: 'text' })
  settingsJson!: string;

  @Field(() => String, { description: 'Version of the code that computed it.' })
  @Column({ type: 'text' })
  codeVersion!: string;

  @Field(() => String, { description: 'Version of the statistics: another one may give other figures.' })
  @Column({ type: 'text' })
  statisticsVersion!: string;

  @Field(() => String, { description: 'The whole result as JSON text. Same rollouts, settings and seed: same bytes.' })
  @Column({ type: 'text' })
  reportJson!: string;

  @Field(() => String, { description: 'SHA-256 of `reportJson`.' })
  @Column({ type: 'text' })
  reportHash!: string;
}
