/** A value for one part of a call, with where it came from. */
export type PartChoice<T> = { readonly value: T; readonly trait: string };

/**
 * Picks of one choice for each part, the best choice of a part being its first: all best ones together, and then every pick in
 * which a single part is another one. Their number grows with the sum of the choices and not with their product.
 *
 * @param counts how many choices each part has
 * @returns ranks of the choices, one list for each pick; empty when a part has no choice
 */
export function variations(counts: readonly number[]): number[][] {
  if (counts.some((count) => count === 0)) return [];
  const best = counts.map(() => 0);
  const others = counts.flatMap((count, part) =>
    Array.from({ length: count - 1 }, (_, index) => best.with(part, index + 1)),
  );
  return [best, ...others];
}

/** How many parts of a pick are not the best ones. */
export function distanceOf(pick: readonly number[]): number {
  return pick.reduce((sum, rank) => sum + rank, 0);
}

/** The choices with every value once, by a key; the first one stays. */
export function distinctChoices<T>(choices: readonly PartChoice<T>[], keyOf: (value: T) => unknown): PartChoice<T>[] {
  const seen = new Set<unknown>();
  return choices.filter(({ value }) => {
    const key = keyOf(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
