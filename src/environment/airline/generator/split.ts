import type { World } from '../world/world';

/** Purpose of tasks: training, choosing settings, or reporting. */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

/** Number of users per split in every twenty users of the world. */
const USERS_OF_TWENTY: Readonly<Record<Split, number>> = { train: 14, validation: 3, test: 3 };

/**
 * The users whose tasks belong to a split. Every user belongs to exactly one split, by index in the world, and a
 * reservation belongs to its user's split: splits share neither users nor reservations, whatever the seed of their
 * tasks.
 *
 * @returns user ids in the order of the world; 70 % for train, 15 % each for validation and test
 */
export function usersOfSplit(world: World, split: Split): string[] {
  return [...world.users.keys()].filter((_, rank) => splitOfRank(rank) === split);
}

function splitOfRank(rank: number): Split {
  const place = rank % 20;
  if (place < USERS_OF_TWENTY.train) return 'train';
  return place < USERS_OF_TWENTY.train + USERS_OF_TWENTY.validation ? 'validation' : 'test';
}
