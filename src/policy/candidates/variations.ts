/** A value for one part of a call, with its source. */
export type PartChoice<T> = { readonly value: T; readonly trait: string };

/**
 * Combinations of one choice per part, where the first choice of a part is its best: the best of all parts, then every
 * combination that changes a single part. Their number grows with the sum of the choices, not the product.
 *
 * @param counts how many choices each part has
 * @returns indexes of the choices, one list per combination; empty when a part has no choice
 */
export function variations(counts: readonly number[]): number[][] {
  if (counts.some((count) => count === 0)) return [];
  const best = counts.map(() => 0);
  const others = counts.flatMap((count, part) =>
    Array.from({ length: count - 1 }, (_, index) => best.with(part, index + 1)),
  );
  return [best, ...others];
}

/** Number of parts of a combination that are not the best choice. */
export function distanceOf(pick: readonly number[]): number {
  return pick.reduce((sum, rank) => sum + rank, 0);
}

/** The choices without duplicates, by a key; the first one is kept. */
export function distinctChoices<T>(choices: readonly PartChoice<T>[], keyOf: (value: T) => unknown): PartChoice<T>[] {
  const seen = new Set<unknown>();
  return choices.filter(({ value }) => {
    const key = keyOf(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
