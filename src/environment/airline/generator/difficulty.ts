/** What makes a task harder than a plain request. */
export const DIFFICULTY_TAGS = [
  'unknown-reservation-id',
  'calculation',
  'flight-choice',
  'connection',
  'round-trip',
  'several-passengers',
  'paid-bags',
  'split-payment',
  'disruption',
  'false-claim',
  'policy-refusal',
  'transfer',
  'several-requests',
  'insistence',
  'flattery',
  'change-of-mind',
] as const;
export type DifficultyTag = (typeof DIFFICULTY_TAGS)[number];

/** Difficulty of a task: a level for tables, with its reasons. */
export type Difficulty = {
  readonly level: 'EASY' | 'MEDIUM' | 'HARD';
  /** Each once, in the order of the list. */
  readonly tags: readonly DifficultyTag[];
};

/**
 * Rate a task by its tags and the calls of its solution. EASY: one request with at most one tag and four calls; HARD: four tags
 * or ten calls.
 */
export function rateDifficulty(tags: readonly DifficultyTag[], callCount: number): Difficulty {
  const own = DIFFICULTY_TAGS.filter((tag) => tags.includes(tag));
  if (own.length >= 4 || callCount >= 10) return { level: 'HARD', tags: own };
  const isEasy = own.length <= 1 && callCount <= 4 && !own.includes('several-requests');
  return { level: isEasy ? 'EASY' : 'MEDIUM', tags: own };
}
