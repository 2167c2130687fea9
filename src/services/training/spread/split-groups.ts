import type { GroupRequest } from '../../../training/collect-groups';

/** A part of a request, with the place that its first group has in the whole. */
export type GroupPart = { readonly firstGroup: number; readonly request: GroupRequest };

/**
 * A request as parts of nearly the same number of groups, the larger ones first. Each group keeps the seeds that it has in the
 * whole, so that it comes out the same wherever its part is played.
 *
 * @param parts wanted, at least 1; there are fewer when there are fewer groups
 */
export function splitGroups(request: GroupRequest, parts: number): GroupPart[] {
  const count = request.tasks.length;
  const made = Math.max(1, Math.min(parts, count));
  const edges = Array.from({ length: made + 1 }, (_, part) => Math.ceil((part * count) / made));
  return edges.slice(1).map((end, part) => partOf(request, edges[part]!, end));
}

/** The groups from one place up to another, which is not among them. */
export function partOf(request: GroupRequest, firstGroup: number, end: number): GroupPart {
  const tasks = request.tasks.slice(firstGroup, end);
  const seedOf = (group: number, rank: number): number => request.seedOf(firstGroup + group, rank);
  return { firstGroup, request: { ...request, tasks, seedOf } };
}
