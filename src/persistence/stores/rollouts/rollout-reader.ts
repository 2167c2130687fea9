import { type EntityManager, In } from 'typeorm';
import type { Tier } from '../../../domain/classification/tier';
import type { OutcomeClass } from '../../../domain/trajectory';
import { Rollout } from '../../../model/rollouts/rollout.model';
import { ToolCall } from '../../../model/rollouts/tool-call.model';
import { Turn } from '../../../model/rollouts/turn.model';
import { bindTo, rolloutCondition, type RolloutFilter } from './rollout-filter';
import { requireRow } from '../../require-row';

/** The fields of a rollout that statistics need. */
export type TierRow = {
  readonly taskKey: string;
  readonly policyId: string;
  readonly trial: number;
  readonly reward: number;
  readonly tiers: readonly string[];
  readonly scores: readonly number[];
};

/** What the reward of a turn depends on, besides the scheme. */
export type TurnTier = { readonly tier: Tier; readonly score: number };

/** Turns of a rollout with an index from `from` to below `to`. */
export type TurnRange = { readonly rolloutId: string; readonly from: number; readonly to: number };

export class RolloutReader {
  constructor(private readonly manager: EntityManager) {}

  /** @throws NotFoundError */
  async get(id: string): Promise<Rollout> {
    return requireRow(await this.manager.findOneBy(Rollout, { id }), `rollout ${id}`);
  }

  async count(experimentId: string, filter: RolloutFilter): Promise<number> {
    const parameters: unknown[] = [experimentId];
    const condition = rolloutCondition(filter, bindTo(parameters));
    const [row] = await this.manager.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM rollout WHERE experiment_id = $1 AND ${condition}`,
      parameters,
    );
    return row!.count;
  }

  /** Turns of the rollouts, by rollout and index. */
  findTurns(rolloutIds: readonly string[]): Promise<Turn[]> {
    return this.manager.find(Turn, {
      where: { rolloutId: In([...rolloutIds]) },
      order: { rolloutId: 'ASC', index: 'ASC' },
    });
  }

  /** Turns in any of the ranges, by rollout and index. */
  findTurnsWithin(ranges: readonly TurnRange[]): Promise<Turn[]> {
    return this.manager
      .createQueryBuilder(Turn, 'turn')
      .innerJoin(
        '(SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:starts AS int[]), CAST(:ends AS int[])) AS t(id, first, past))',
        'span',
        'turn.rolloutId = span.id AND turn.index >= span.first AND turn.index < span.past',
        {
          ids: ranges.map(({ rolloutId }) => rolloutId),
          starts: ranges.map(({ from }) => from),
          ends: ranges.map(({ to }) => to),
        },
      )
      .orderBy('turn.rolloutId', 'ASC')
      .addOrderBy('turn.index', 'ASC')
      .getMany();
  }

  findMany(ids: readonly string[]): Promise<Rollout[]> {
    return this.manager.findBy(Rollout, { id: In([...ids]) });
  }

  /** Tiers and scores of the rollouts' turns, in order, by rollout; a rollout without turns is absent. */
  async findTurnTiers(rolloutIds: readonly string[]): Promise<Map<string, TurnTier[]>> {
    const rows = await this.manager.query<{ id: string; tiers: Tier[]; scores: number[] }[]>(
      `SELECT rollout_id AS id, array_agg(tier ORDER BY index) AS tiers, array_agg(score ORDER BY index) AS scores
       FROM turn WHERE rollout_id = ANY($1) GROUP BY rollout_id`,
      [rolloutIds],
    );
    return new Map(rows.map(({ id, tiers, scores }) => [id, tiers.map((tier, i) => ({ tier, score: scores[i]! }))]));
  }

  /** Calls of the rollouts, by rollout, turn and index. */
  findToolCalls(rolloutIds: readonly string[]): Promise<ToolCall[]> {
    return this.manager.find(ToolCall, {
      where: { rolloutId: In([...rolloutIds]) },
      order: { rolloutId: 'ASC', turnIndex: 'ASC', index: 'ASC' },
    });
  }

  /**
   * SCORED rollouts of an experiment with the tiers of their turns, in one statement and hence from one snapshot. The
   * order does not depend on ids or times of this database: task, wording, policy, trial, identity.
   *
   * @param filter selects among the SCORED ones
   */
  async readTierRows(experimentId: string, filter: RolloutFilter): Promise<TierRow[]> {
    const parameters: unknown[] = [experimentId];
    const condition = rolloutCondition(filter, bindTo(parameters));
    return this.manager.query<TierRow[]>(
      `SELECT task.external_id || ':' || task.content_hash AS "taskKey", rollout.policy_id AS "policyId", rollout.trial,
         rollout.reward, turns.tiers, turns.scores
       FROM rollout
       CROSS JOIN LATERAL (
         SELECT COALESCE(array_agg(turn.tier ORDER BY turn.index), '{}') AS tiers,
           COALESCE(array_agg(turn.score ORDER BY turn.index), '{}') AS scores
         FROM turn WHERE turn.rollout_id = rollout.id) turns
       JOIN task ON task.id = rollout.task_id
       JOIN policy ON policy.id = rollout.policy_id
       WHERE rollout.experiment_id = $1 AND rollout.outcome_class = 'SCORED' AND ${condition}
       ORDER BY task.external_id COLLATE "C", task.content_hash, policy.name COLLATE "C", rollout.trial, rollout.identity`,
      parameters,
    );
  }

  /** Number of rollouts by outcome class; classes without rollouts are absent. */
  async countByOutcome(experimentId: string, filter: RolloutFilter): Promise<Map<OutcomeClass, number>> {
    const parameters: unknown[] = [experimentId];
    const condition = rolloutCondition(filter, bindTo(parameters));
    const rows = await this.manager.query<{ outcome: OutcomeClass; count: number }[]>(
      `SELECT outcome_class AS outcome, count(*)::int AS count FROM rollout
       WHERE experiment_id = $1 AND ${condition} GROUP BY outcome_class`,
      parameters,
    );
    return new Map(rows.map((row) => [row.outcome, row.count]));
  }
}
