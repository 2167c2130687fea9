import type { EntityManager } from 'typeorm';

/** Figures of a collection's rollouts. A sum is null if no rollout has the value. */
export type CollectionFigures = {
  readonly done: number;
  readonly scored: number;
  readonly passed: number;
  readonly infrastructureFailures: number;
  readonly simulatorFailures: number;
  readonly timeouts: number;
  readonly agentInputTokens: number | null;
  readonly agentOutputTokens: number | null;
  readonly simulatorInputTokens: number | null;
  readonly simulatorOutputTokens: number | null;
  readonly agentCost: number | null;
  readonly simulatorCost: number | null;
  /** Rollouts of the last minute. */
  readonly lastMinute: number;
};

/** Groups (rollouts of one task) of a collection with at least one rollout. */
export type GroupFigures = { readonly taskId: string; readonly attempted: number; readonly scored: number };

/** Computes figures of collections from the rows of their rollouts. */
export class CollectionFiguresStore {
  constructor(private readonly manager: EntityManager) {}

  /** @param passFrom min reward of a success */
  async read(collectionId: string, passFrom: number): Promise<CollectionFigures> {
    const [row] = await this.manager.query<CollectionFigures[]>(
      `SELECT count(*)::int AS done,
         count(*) FILTER (WHERE outcome_class = 'SCORED')::int AS scored,
         count(*) FILTER (WHERE reward >= $2)::int AS passed,
         count(*) FILTER (WHERE outcome_class = 'INFRASTRUCTURE_FAILURE')::int AS "infrastructureFailures",
         count(*) FILTER (WHERE outcome_class = 'SIMULATOR_FAILURE')::int AS "simulatorFailures",
         count(*) FILTER (WHERE outcome_class = 'TIMEOUT')::int AS timeouts,
         sum(input_tokens)::float8 AS "agentInputTokens", sum(output_tokens)::float8 AS "agentOutputTokens",
         sum(simulator_input_tokens)::float8 AS "simulatorInputTokens",
         sum(simulator_output_tokens)::float8 AS "simulatorOutputTokens",
         sum(agent_cost) AS "agentCost", sum(simulator_cost) AS "simulatorCost",
         count(*) FILTER (WHERE created_at > clock_timestamp() - interval '1 minute')::int AS "lastMinute"
       FROM rollout WHERE collection_id = $1`,
      [collectionId, passFrom],
    );
    return row!;
  }

  readGroups(collectionId: string): Promise<GroupFigures[]> {
    return this.manager.query<GroupFigures[]>(
      `SELECT task_id AS "taskId", count(*)::int AS attempted,
         count(*) FILTER (WHERE outcome_class = 'SCORED')::int AS scored
       FROM rollout WHERE collection_id = $1 GROUP BY task_id`,
      [collectionId],
    );
  }
}
