import type { GroupRequest } from '../../../training/collect-groups';

/** A part of a request, with the index of its first group in the whole request. */
export type GroupPart = { readonly firstGroup: number; readonly request: GroupRequest };

/**
 * Splits a request into parts with nearly equal numbers of groups, larger parts first. Each group keeps its seeds, so
 * that its result is the same wherever its part is played.
 *
 * @param parts wanted, at least 1; there are fewer when there are fewer groups
 */
export function splitGroups(request: GroupRequest, parts: number): GroupPart[] {
  const count = request.tasks.length;
  const made = Math.max(1, Math.min(parts, count));
  const edges = Array.from({ length: made + 1 }, (_, part) => Math.ceil((part * count) / made));
  return edges.slice(1).map((end, part) => partOf(request, edges[part]!, end));
}

/** The groups from one index (inclusive) to another (exclusive). */
export function partOf(request: GroupRequest, firstGroup: number, end: number): GroupPart {
  const tasks = request.tasks.slice(firstGroup, end);
  const seedOf = (group: number, rank: number): number => request.seedOf(firstGroup + group, rank);
  return { firstGroup, request: { ...request, tasks, seedOf } };
}
