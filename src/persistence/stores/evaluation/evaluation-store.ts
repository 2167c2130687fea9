import { type EntityManager, In, IsNull } from 'typeorm';
import { Evaluation } from '../../../model/evaluation/evaluation.model';
import { requireRow } from '../../require-row';

export type NewEvaluation = Pick<
  Evaluation,
  | 'id'
  | 'experimentId'
  | 'policyId'
  | 'userSimulatorId'
  | 'collectionId'
  | 'recordedFilterJson'
  | 'jobRunId'
  | 'settingsJson'
>;

export type EvaluationResult = {
  readonly userSimulatorId: string | null;
  readonly rolloutCount: number;
  readonly codeVersion: string;
  readonly manifestJson: string;
  readonly inputHash: string;
  readonly reportJson: string;
  readonly reportHash: string;
};

export class EvaluationStore {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  async create(evaluation: NewEvaluation): Promise<void> {
    await this.manager.insert(Evaluation, { ...evaluation, tenantId: this.tenantId });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<Evaluation> {
    return requireRow(await this.manager.findOneBy(Evaluation, { id }), `evaluation ${id}`);
  }

  findMany(ids: readonly string[]): Promise<Evaluation[]> {
    return this.manager.findBy(Evaluation, { id: In([...ids]) });
  }

  /** The evaluation that a job computes, or null. */
  findByJob(jobRunId: string): Promise<Evaluation | null> {
    return this.manager.findOneBy(Evaluation, { jobRunId });
  }

  /** Evaluations waiting for the end of a collection, oldest first. */
  findWaiting(collectionId: string): Promise<Evaluation[]> {
    return this.manager.find(Evaluation, {
      where: { collectionId, jobRunId: IsNull() },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  async setJob(id: string, jobRunId: string): Promise<void> {
    await this.manager.update(Evaluation, { id }, { jobRunId });
  }

  async saveResult(id: string, result: EvaluationResult): Promise<void> {
    await this.manager.update(Evaluation, { id }, result);
  }

  /**
   * Claims the next interim analysis, unless another caller did or the evaluation's job has started.
   *
   * @param after number of earlier interim analyses
   * @param rollouts that it covers
   * @returns whether the caller has claimed it
   */
  async takeLook(
    id: string,
    { after, rollouts }: { readonly after: number; readonly rollouts: number },
  ): Promise<boolean> {
    const { affected } = await this.manager.update(
      Evaluation,
      { id, lookCount: after, jobRunId: IsNull() },
      { lookCount: after + 1, lookedRollouts: rollouts },
    );
    return affected === 1;
  }

  /**
   * Whether an interim analysis is still the newest and the job has not started; holds until the caller's transaction
   * ends.
   */
  async isNewestLook(id: string, look: number): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(
      'SELECT FROM evaluation WHERE id = $1 AND look_count = $2 AND job_run_id IS NULL FOR UPDATE',
      [id, look],
    );
    return rows.length > 0;
  }
}
