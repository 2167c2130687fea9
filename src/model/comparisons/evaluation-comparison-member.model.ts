import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { EvaluationComparison } from './evaluation-comparison.model';
import { Evaluation } from '../evaluation/evaluation.model';

/** An evaluation in a comparison, with the hash of its rollouts at that time. */
@Entity('evaluation_comparison_member')
@ForeignKey(() => EvaluationComparison, ['tenantId', 'evaluationComparisonId'], ['tenantId', 'id'], {
  name: 'evaluation_comparison_member_comparison_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => Evaluation, ['tenantId', 'evaluationId'], ['tenantId', 'id'], {
  name: 'evaluation_comparison_member_evaluation_fkey',
})
@Check('evaluation_comparison_member_index_check', 'index >= 0')
export class EvaluationComparisonMember {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid' })
  evaluationComparisonId!: string;

  /** Index within the comparison, from 0. */
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @Column({ type: 'uuid' })
  evaluationId!: string;

  /** SHA-256 of the evaluation's rollouts as read by the comparison. */
  @Column({ type: 'text' })
  inputHash!: string;
}
