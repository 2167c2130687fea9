import type { SelectQueryBuilder } from 'typeorm';
import type { Rollout } from '../../../model/rollouts/rollout.model';
import type { Page } from '../../keyset-page';

export const ROLLOUT_ORDER_FIELDS = ['CREATED_AT', 'REWARD', 'TURN_COUNT'] as const;
export type RolloutOrderField = (typeof ROLLOUT_ORDER_FIELDS)[number];

export const SORT_DIRECTIONS = ['ASCENDING', 'DESCENDING'] as const;
export type SortDirection = (typeof SORT_DIRECTIONS)[number];

/** Sort order of rollouts; ties are broken by id. Rollouts without a reward come last in both directions. */
export type RolloutOrder = { readonly field: RolloutOrderField; readonly direction: SortDirection };

/** Position of a rollout in an order. */
export type RolloutPosition = {
  /** Sort value: a reward, a number of turns, or milliseconds since 1970; null without a reward. */
  readonly key: number | null;
  readonly id: string;
};

export type RolloutPageRequest = {
  readonly order: RolloutOrder;
  /** Number of rows of the page, min 1. */
  readonly first: number;
  readonly after: RolloutPosition | null;
};

const COLUMNS: Readonly<Record<RolloutOrderField, string>> = {
  CREATED_AT: 'rollout.createdAt',
  REWARD: 'rollout.reward',
  TURN_COUNT: 'rollout.turnCount',
};

export function positionOf(rollout: Rollout, { field }: RolloutOrder): RolloutPosition {
  const { id, createdAt, reward, turnCount } = rollout;
  const keys: Readonly<Record<RolloutOrderField, number | null>> = {
    CREATED_AT: createdAt.getTime(),
    REWARD: reward,
    TURN_COUNT: turnCount,
  };
  return { key: keys[field], id };
}

/**
 * Pages by position in the order, never by offset: rows added or removed while a client pages neither repeat nor hide
 * existing rows. Rollouts with a reward and those without are two ranges of an index, read one after the other, because
 * a condition on both would read all of them.
 *
 * @param openQuery creates a fresh query of the wanted rollouts, named `rollout`
 */
export async function readRolloutPage(
  openQuery: () => SelectQueryBuilder<Rollout>,
  { order, first, after }: RolloutPageRequest,
): Promise<Page<Rollout>> {
  const rows: Rollout[] = [];
  // Reads one extra row to know whether another page follows.
  if (after?.key !== null) rows.push(...(await readKeyed(openQuery(), { order, first: first + 1, after })));
  if (order.field === 'REWARD' && rows.length <= first) {
    const afterId = after?.key === null ? after.id : null;
    rows.push(...(await readWithoutReward(openQuery(), order, { first: first + 1 - rows.length, afterId })));
  }
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
}

/** Rows with a sort value, after a position with one. */
function readKeyed(
  query: SelectQueryBuilder<Rollout>,
  { order, first, after }: RolloutPageRequest,
): Promise<Rollout[]> {
  const column = COLUMNS[order.field];
  const { sql, beyond } = directionOf(order);
  if (order.field === 'REWARD') query.andWhere('rollout.reward IS NOT NULL');
  if (after !== null) {
    const afterKey = order.field === 'CREATED_AT' ? new Date(after.key!) : after.key;
    query.andWhere(`(${column}, rollout.id) ${beyond} (:afterKey, :afterId)`, { afterKey, afterId: after.id });
  }
  return query.orderBy(column, sql).addOrderBy('rollout.id', sql).limit(first).getMany();
}

function readWithoutReward(
  query: SelectQueryBuilder<Rollout>,
  order: RolloutOrder,
  { first, afterId }: { readonly first: number; readonly afterId: string | null },
): Promise<Rollout[]> {
  const { sql, beyond } = directionOf(order);
  query.andWhere('rollout.reward IS NULL');
  if (afterId !== null) query.andWhere(`rollout.id ${beyond} :afterId`, { afterId });
  return query.orderBy('rollout.id', sql).limit(first).getMany();
}

function directionOf({ direction }: RolloutOrder) {
  return direction === 'ASCENDING' ? ({ sql: 'ASC', beyond: '>' } as const) : ({ sql: 'DESC', beyond: '<' } as const);
}
