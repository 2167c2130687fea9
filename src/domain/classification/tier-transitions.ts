import { TIERS, type Tier } from './tier';

/** How often a turn of one tier followed a turn of another; null is the start or end of a rollout. */
export type TierTransition = { readonly from: Tier | null; readonly to: Tier | null; readonly count: number };

/**
 * Counts the transitions between tiers over rollouts.
 *
 * @param rollouts the tiers of the turns of each, in order
 * @returns the pairs that occur, ordered by tier (start and end last); a rollout of K turns adds K + 1
 */
export function countTierTransitions(rollouts: Iterable<readonly Tier[]>): TierTransition[] {
  const boundary: number = TIERS.length;
  const counts = new Uint32Array((boundary + 1) ** 2);
  for (const tiers of rollouts) {
    let from = boundary;
    for (const tier of tiers) {
      const to = TIERS.indexOf(tier);
      counts[from * (boundary + 1) + to]! += 1;
      from = to;
    }
    counts[from * (boundary + 1) + boundary]! += 1;
  }
  const tierOf = (code: number): Tier | null => TIERS[code] ?? null;
  return Array.from(counts, (count, cell) => ({
    from: tierOf(Math.floor(cell / (boundary + 1))),
    to: tierOf(cell % (boundary + 1)),
    count,
  })).filter(({ count }) => count > 0);
}
