import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { OutcomeClass, RecordedToolCall } from '../../../domain/trajectory';

/** A turn with its tier. */
export type NewTurn = {
  readonly message: string | null;
  readonly userMessage: string | null;
  readonly tier: string;
  readonly score: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly latencyMs: number | null;
  /** Set for a policy that our workers ran; null or absent if unknown. */
  readonly logProbability?: number | null;
  readonly toolCalls: readonly RecordedToolCall[];
};

/** Known only for rollouts that our workers played. Costs in US dollars; null if unknown. */
export type RolloutCollectionFacts = {
  readonly collectionId: string;
  readonly agentCost: number | null;
  readonly simulatorCost: number | null;
  readonly simulatorInputTokens: number | null;
  readonly simulatorOutputTokens: number | null;
};

/** A rollout ready to be written: everything it refers to has an id. */
export type NewRollout = {
  readonly experimentId: string;
  readonly taskId: string;
  readonly policyId: string;
  readonly userSimulatorId: string;
  readonly identity: string;
  readonly clientId: string | null;
  /** SHA-256 (hex) of the row as it was sent. */
  readonly contentHash: string;
  readonly trial: number;
  readonly seed: string | null;
  readonly outcomeClass: OutcomeClass;
  readonly reward: number | null;
  readonly endReason: string | null;
  readonly isTruncated: boolean;
  readonly openingMessage: string | null;
  readonly classifierVersion: string;
  readonly turns: readonly NewTurn[];
  /** Null or absent for a rollout that was sent to us. */
  readonly collected?: RolloutCollectionFacts | null;
};

/** What the experiment stores under a rollout's identity: the row just sent, or an earlier one. */
export type WrittenRollout = { readonly id: string; readonly isNew: boolean; readonly contentHash: string };

/**
 * Bulk writes with arrays: COPY is refused on tables with row-level security, and single-row inserts are 80 times
 * slower.
 */
export class RolloutWriter {
  constructor(
    private readonly manager: EntityManager,
    private readonly tenantId: string,
  ) {}

  /**
   * Writes rollouts with their turns and calls; leaves a rollout unchanged if the experiment already has its identity.
   *
   * @param rollouts of one experiment, without duplicate identities
   * @returns one result per rollout, in order
   */
  async insert(rollouts: readonly NewRollout[]): Promise<WrittenRollout[]> {
    if (rollouts.length === 0) return [];
    const ids = rollouts.map(() => randomUUID());
    const inserted = await this.insertRollouts(ids, rollouts);
    const fresh = rollouts.flatMap((rollout, i) => (inserted.has(ids[i]!) ? [{ id: ids[i]!, rollout }] : []));
    // A connection keeps the plan of a foreign key check from its first use. A plan made on an empty table may use any
    // index that begins with the tenant, and each turn then reads all rollouts of the organization.
    await this.manager.query('DISCARD PLANS');
    await this.insertTurns(fresh);
    await this.insertToolCalls(fresh);
    const known = await this.findByIdentity(rollouts.filter((_, i) => !inserted.has(ids[i]!)));
    return rollouts.map((rollout, i) =>
      inserted.has(ids[i]!)
        ? { id: ids[i]!, isNew: true, contentHash: rollout.contentHash }
        : { ...known.get(rollout.identity)!, isNew: false },
    );
  }

  private async insertRollouts(ids: readonly string[], rollouts: readonly NewRollout[]): Promise<Set<string>> {
    const rows = await this.manager.query<{ id: string }[]>(
      `INSERT INTO rollout (tenant_id, id, experiment_id, task_id, policy_id, user_simulator_id, identity, client_id,
         content_hash, trial, seed, outcome_class, reward, end_reason, is_truncated, opening_message, turn_count, tool_call_count, input_tokens,
         output_tokens, latency_ms, collection_id, agent_cost, simulator_cost, simulator_input_tokens, simulator_output_tokens)
       SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[],
         $10::int[], $11::text[], $12::text[], $13::float8[], $14::text[], $15::bool[], $16::text[], $17::int[], $18::int[],
         $19::int[], $20::int[], $21::float8[], $22::uuid[], $23::float8[], $24::float8[], $25::int[], $26::int[])
       ON CONFLICT (tenant_id, experiment_id, identity) DO NOTHING RETURNING id`,
      [
        this.tenantId,
        ids,
        rollouts.map((r) => r.experimentId),
        rollouts.map((r) => r.taskId),
        rollouts.map((r) => r.policyId),
        rollouts.map((r) => r.userSimulatorId),
        rollouts.map((r) => r.identity),
        rollouts.map((r) => r.clientId),
        rollouts.map((r) => r.contentHash),
        rollouts.map((r) => r.trial),
        rollouts.map((r) => r.seed),
        rollouts.map((r) => r.outcomeClass),
        rollouts.map((r) => r.reward),
        rollouts.map((r) => r.endReason),
        rollouts.map((r) => r.isTruncated),
        rollouts.map((r) => r.openingMessage),
        rollouts.map((r) => r.turns.length),
        rollouts.map((r) => r.turns.reduce((calls, turn) => calls + turn.toolCalls.length, 0)),
        rollouts.map((r) => sumKnown(r.turns.map((turn) => turn.inputTokens))),
        rollouts.map((r) => sumKnown(r.turns.map((turn) => turn.outputTokens))),
        rollouts.map((r) => sumKnown(r.turns.map((turn) => turn.latencyMs))),
        rollouts.map((r) => r.collected?.collectionId ?? null),
        rollouts.map((r) => r.collected?.agentCost ?? null),
        rollouts.map((r) => r.collected?.simulatorCost ?? null),
        rollouts.map((r) => r.collected?.simulatorInputTokens ?? null),
        rollouts.map((r) => r.collected?.simulatorOutputTokens ?? null),
      ],
    );
    return new Set(rows.map((row) => row.id));
  }

  private async insertTurns(rollouts: readonly { id: string; rollout: NewRollout }[]): Promise<void> {
    const rows = rollouts.flatMap(({ id, rollout }) =>
      rollout.turns.map((turn, index) => ({ id, index, turn, classifierVersion: rollout.classifierVersion })),
    );
    if (rows.length === 0) return;
    await this.manager.query(
      `INSERT INTO turn (tenant_id, rollout_id, index, message, user_message, tier, score, classifier_version, input_tokens,
         output_tokens, latency_ms, log_probability)
       SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::text[], $9::int[],
         $10::int[], $11::float8[], $12::float8[])`,
      [
        this.tenantId,
        rows.map((r) => r.id),
        rows.map((r) => r.index),
        rows.map((r) => r.turn.message),
        rows.map((r) => r.turn.userMessage),
        rows.map((r) => r.turn.tier),
        rows.map((r) => r.turn.score),
        rows.map((r) => r.classifierVersion),
        rows.map((r) => r.turn.inputTokens),
        rows.map((r) => r.turn.outputTokens),
        rows.map((r) => r.turn.latencyMs),
        rows.map((r) => r.turn.logProbability ?? null),
      ],
    );
  }

  private async insertToolCalls(rollouts: readonly { id: string; rollout: NewRollout }[]): Promise<void> {
    const rows = rollouts.flatMap(({ id, rollout }) =>
      rollout.turns.flatMap((turn, turnIndex) => turn.toolCalls.map((call, index) => ({ id, turnIndex, index, call }))),
    );
    if (rows.length === 0) return;
    await this.manager.query(
      `INSERT INTO tool_call (tenant_id, rollout_id, turn_index, index, name, arguments, result, is_error)
       SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::bool[])`,
      [
        this.tenantId,
        rows.map((r) => r.id),
        rows.map((r) => r.turnIndex),
        rows.map((r) => r.index),
        rows.map((r) => r.call.name),
        rows.map((r) => r.call.arguments),
        rows.map((r) => r.call.result),
        rows.map((r) => r.call.isError),
      ],
    );
  }

  private async findByIdentity(
    rollouts: readonly NewRollout[],
  ): Promise<Map<string, Pick<WrittenRollout, 'id' | 'contentHash'>>> {
    if (rollouts.length === 0) return new Map();
    const rows = await this.manager.query<{ id: string; identity: string; content_hash: string }[]>(
      'SELECT id, identity, content_hash FROM rollout WHERE experiment_id = $1 AND identity = ANY($2)',
      [rollouts[0]!.experimentId, rollouts.map((r) => r.identity)],
    );
    return new Map(rows.map((row) => [row.identity, { id: row.id, contentHash: row.content_hash }]));
  }
}

/** Sum of the known values; null if there are none. */
function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
