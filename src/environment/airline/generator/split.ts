import type { World } from '../world/world';

/** Where tasks are for: training, choosing settings, or reporting. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** Of twenty users in the order of the world, so many belong to each split. */
const USERS_OF_TWENTY: Readonly<Record<Split, number>> = { train: 14, validation: 3, test: 3 };

/**
 * The users whose tasks belong to a split. Every user is of exactly one split, by their rank in the world, and a reservation is
 * of its user's: splits share neither users nor reservations, whatever seed their tasks are drawn with.
 *
 * @returns user ids in the order of the world; 70 % of them for train, 15 % for validation and for test
 */
export function usersOfSplit(world: World, split: Split): string[] {
  return [...world.users.keys()].filter((_, rank) => splitOfRank(rank) === split);
}

function splitOfRank(rank: number): Split {
  const place = rank % 20;
  if (place < USERS_OF_TWENTY.train) return 'train';
  return place < USERS_OF_TWENTY.train + USERS_OF_TWENTY.validation ? 'validation' : 'test';
}
