import type { Collection } from '../../model/collection/collection.model';
import type { GroupFigures } from '../../persistence/stores/collection/collection-figures';

/** Counts of a collection's groups (the rollouts of one task) by state. They add up to `groups`. */
export type GroupSummary = {
  readonly groups: number;
  /** Every trial is SCORED. */
  readonly complete: number;
  /** Closed with some trials missing, at least `quorum` of them SCORED. */
  readonly atQuorum: number;
  /** Closed with fewer SCORED rollouts than `quorum`. */
  readonly incomplete: number;
  /** Some trials have not been attempted yet (or never will be, if the collection was cancelled). */
  readonly open: number;
  /** Trials of closed groups that are not SCORED. */
  readonly missing: number;
};

/**
 * A group is closed once each of its trials has been attempted.
 *
 * @param figures groups with at least one rollout, at most `taskCount`
 */
export function summarizeGroups(
  { taskCount, trials, quorum }: Pick<Collection, 'taskCount' | 'trials' | 'quorum'>,
  figures: readonly GroupFigures[],
): GroupSummary {
  const closed = figures.filter((group) => group.attempted >= trials);
  const complete = closed.filter((group) => group.scored >= trials).length;
  const usable = closed.filter((group) => group.scored >= quorum).length;
  return {
    groups: taskCount,
    complete,
    atQuorum: usable - complete,
    incomplete: closed.length - usable,
    open: taskCount - closed.length,
    missing: closed.reduce((sum, group) => sum + trials - group.scored, 0),
  };
}
