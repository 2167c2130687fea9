import { type EntityManager, In } from 'typeorm';
import { EvaluationComparisonMember } from '../../../model/comparisons/evaluation-comparison-member.model';
import { EvaluationComparison } from '../../../model/comparisons/evaluation-comparison.model';
import { requireRow } from '../../require-row';

export type NewEvaluationComparison = Omit<EvaluationComparison, 'tenantId' | 'createdAt'>;

/** An evaluation in a comparison, with the hash of its rollouts at that time. */
export type ComparedEvaluation = { readonly evaluationId: string; readonly inputHash: string };

export class EvaluationComparisonStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /** @param members in the order in which the caller named them */
  async create(comparison: NewEvaluationComparison, members: readonly ComparedEvaluation[]): Promise<void> {
    const { tenantId } = this;
    await this.manager.insert(EvaluationComparison, { ...comparison, tenantId });
    const rows = members.map((member, index) => ({
      ...member,
      tenantId,
      evaluationComparisonId: comparison.id,
      index,
    }));
    await this.manager.insert(EvaluationComparisonMember, rows);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<EvaluationComparison> {
    return requireRow(await this.manager.findOneBy(EvaluationComparison, { id }), `evaluation comparison ${id}`);
  }

  /** Members by comparison and index. */
  findMembers(comparisonIds: readonly string[]): Promise<EvaluationComparisonMember[]> {
    return this.manager.find(EvaluationComparisonMember, {
      where: { evaluationComparisonId: In([...comparisonIds]) },
      order: { evaluationComparisonId: 'ASC', index: 'ASC' },
    });
  }
}
