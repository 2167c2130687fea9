import type { Sort } from '../../lists/row-list';

export const ROLLOUT_ORDER_FIELDS = ['CREATED_AT', 'REWARD', 'TURN_COUNT'] as const;
export type RolloutOrderField = (typeof ROLLOUT_ORDER_FIELDS)[number];

export const SORT_DIRECTIONS = ['ASCENDING', 'DESCENDING'] as const;
export type SortDirection = (typeof SORT_DIRECTIONS)[number];

/** Sort order of rollouts; ties are broken by id. Rollouts without a reward come last in both directions. */
export type RolloutOrder = { readonly field: RolloutOrderField; readonly direction: SortDirection };

const KEYS: Readonly<Record<RolloutOrderField, Omit<Sort, 'direction'>>> = {
  CREATED_AT: { key: 'createdAt', keyType: 'TIME' },
  REWARD: { key: 'reward', keyType: 'FLOAT', isNullable: true },
  TURN_COUNT: { key: 'turnCount', keyType: 'INTEGER' },
};

export function rolloutSort({ field, direction }: RolloutOrder): Sort {
  return { ...KEYS[field], direction: direction === 'ASCENDING' ? 'ASC' : 'DESC' };
}
