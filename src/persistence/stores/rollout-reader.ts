import { type EntityManager, In } from 'typeorm';
import type { OutcomeClass } from '../../domain/trajectory';
import { NotFoundError } from '../../errors';
import { Rollout } from '../../model/rollout.model';
import { ToolCall } from '../../model/tool-call.model';
import { Turn } from '../../model/turn.model';
import { type Page, type PageRequest, readKeysetPage } from '../keyset-page';

/** Which rollouts of an experiment; a member that is absent does not restrict. */
export type RolloutFilter = {
  readonly taskExternalId?: string;
  readonly policyName?: string;
  readonly trial?: number;
  readonly outcomeClass?: OutcomeClass;
};

/** What the statistics need of a rollout, and nothing else. */
export type TierRow = {
  readonly taskKey: string;
  readonly policyId: string;
  readonly trial: number;
  readonly reward: number;
  readonly tiers: readonly string[];
  readonly scores: readonly number[];
};

export class RolloutReader {
  constructor(private readonly manager: EntityManager) {}

  /** @throws NotFoundError */
  async get(id: string): Promise<Rollout> {
    const found = await this.manager.findOneBy(Rollout, { id });
    if (found === null) throw new NotFoundError(`no rollout ${id}`);
    return found;
  }

  page(experimentId: string, filter: RolloutFilter, request: PageRequest): Promise<Page<Rollout>> {
    return readKeysetPage(this.filtered(experimentId, filter), 'rollout', request);
  }

  count(experimentId: string, filter: RolloutFilter): Promise<number> {
    return this.filtered(experimentId, filter).getCount();
  }

  /** Turns of the rollouts, by rollout and index. */
  findTurns(rolloutIds: readonly string[]): Promise<Turn[]> {
    return this.manager.find(Turn, {
      where: { rolloutId: In([...rolloutIds]) },
      order: { rolloutId: 'ASC', index: 'ASC' },
    });
  }

  /** Calls of the rollouts, by rollout, turn and index. */
  findToolCalls(rolloutIds: readonly string[]): Promise<ToolCall[]> {
    return this.manager.find(ToolCall, {
      where: { rolloutId: In([...rolloutIds]) },
      order: { rolloutId: 'ASC', turnIndex: 'ASC', index: 'ASC' },
    });
  }

  /**
   * SCORED rollouts of an experiment with the tiers of their turns, in one statement and so from one snapshot. The
   * order does not depend on ids or times of this database: task, wording, policy, trial, identity.
   *
   * @param policyName only this policy's; null for all
   */
  async readTierRows(experimentId: string, policyName: string | null): Promise<TierRow[]> {
    return this.manager.query<TierRow[]>(
      `SELECT task.external_id || ':' || task.content_hash AS "taskKey", rollout.policy_id AS "policyId", rollout.trial,
         rollout.reward,
         COALESCE((SELECT array_agg(turn.tier ORDER BY turn.index) FROM turn WHERE turn.rollout_id = rollout.id), '{}') AS tiers,
         COALESCE((SELECT array_agg(turn.score ORDER BY turn.index) FROM turn WHERE turn.rollout_id = rollout.id), '{}') AS scores
       FROM rollout
       JOIN task ON task.id = rollout.task_id
       JOIN policy ON policy.id = rollout.policy_id
       WHERE rollout.experiment_id = $1 AND rollout.outcome_class = 'SCORED' AND ($2::text IS NULL OR policy.name = $2)
       ORDER BY task.external_id COLLATE "C", task.content_hash, policy.name COLLATE "C", rollout.trial, rollout.identity`,
      [experimentId, policyName],
    );
  }

  /** Number of rollouts by outcome class; classes without rollouts are absent. */
  async countByOutcome(experimentId: string, policyName: string | null): Promise<Map<OutcomeClass, number>> {
    const rows = await this.manager.query<{ outcome: OutcomeClass; count: number }[]>(
      `SELECT outcome_class AS outcome, count(*)::int AS count FROM rollout JOIN policy ON policy.id = rollout.policy_id
       WHERE experiment_id = $1 AND ($2::text IS NULL OR policy.name = $2) GROUP BY outcome_class`,
      [experimentId, policyName],
    );
    return new Map(rows.map((row) => [row.outcome, row.count]));
  }

  private filtered(experimentId: string, filter: RolloutFilter) {
    const query = this.manager
      .createQueryBuilder(Rollout, 'rollout')
      .where('rollout.experimentId = :experimentId', { experimentId });
    if (filter.taskExternalId !== undefined) {
      query.andWhere('rollout.taskId IN (SELECT id FROM task WHERE external_id = :task)', {
        task: filter.taskExternalId,
      });
    }
    if (filter.policyName !== undefined) {
      query.andWhere('rollout.policyId IN (SELECT id FROM policy WHERE name = :policy)', { policy: filter.policyName });
    }
    if (filter.trial !== undefined) query.andWhere('rollout.trial = :trial', { trial: filter.trial });
    if (filter.outcomeClass !== undefined)
      query.andWhere('rollout.outcomeClass = :outcome', { outcome: filter.outcomeClass });
    return query;
  }
}
