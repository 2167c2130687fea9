import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { Experiment } from '../experiments/experiment.model';
import { Node } from '../node';
import { TenantRow } from '../tenant-row';

/** A pairwise comparison of evaluations. It belongs to the experiment of the first one. */
@ObjectType('EvaluationComparison', {
  implements: Node,
  description: 'Pairwise comparison of evaluations, paired by task and corrected for the number of pairs.',
})
@Entity('evaluation_comparison')
@Index('evaluation_comparison_experiment_created_idx', ['tenantId', 'experimentId', 'createdAt', 'id'])
@ForeignKey(() => Experiment, ['tenantId', 'experimentId'], ['tenantId', 'id'], {
  name: 'evaluation_comparison_experiment_fkey',
})
export class EvaluationComparison extends TenantRow {
  @Column({ type: 'uuid' })
  experimentId!: string;

  @Field(() => String, { description: 'All settings of the comparison as JSON text with sorted keys.' })
  @Column({ type: 'text' })
  settingsJson!: string;

  @Field(() => String, { description: 'Version of the code that computed the comparison.' })
  @Column({ type: 'text' })
  codeVersion!: string;

  @Field(() => String, { description: 'Version of the statistics. Figures of different versions may differ.' })
  @Column({ type: 'text' })
  statisticsVersion!: string;

  @Field(() => String, {
    description: 'The complete result as JSON text. The same rollouts, settings and seed always give the same bytes.',
  })
  @Column({ type: 'text' })
  reportJson!: string;

  @Field(() => String, { description: 'SHA-256 of `reportJson`.' })
  @Column({ type: 'text' })
  reportHash!: string;
}
