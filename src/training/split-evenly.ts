/**
 * Splits a list, in order, into as few parts as the limit allows, with lengths that differ by at most one: a short last
 * batch would overweight its items.
 *
 * @param most max items per part, an integer of at least 1
 * @returns no parts for an empty list
 */
export function splitEvenly<Item>(items: readonly Item[], most: number): Item[][] {
  const parts = Math.ceil(items.length / most);
  const startOf = (part: number): number => Math.floor((part * items.length) / parts);
  return Array.from({ length: parts }, (_, part) => items.slice(startOf(part), startOf(part + 1)));
}
