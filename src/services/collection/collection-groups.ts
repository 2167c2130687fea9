import type { Collection } from '../../model/collection/collection.model';
import type { GroupFigures } from '../../persistence/stores/collection/collection-figures';

/** What became of the groups (the rollouts of one task) of a collection. They add up to `groups`. */
export type GroupSummary = {
  readonly groups: number;
  /** Every trial is SCORED. */
  readonly complete: number;
  /** Closed with some trials missing, at least `quorum` of them SCORED. */
  readonly atQuorum: number;
  /** Closed with fewer SCORED rollouts than `quorum`. */
  readonly incomplete: number;
  /** Not all of its trials were attempted yet (or ever will be, in a collection that was cancelled). */
  readonly open: number;
  /** Trials of closed groups that are not SCORED. */
  readonly missing: number;
};

/**
 * A group closes when each of its trials was attempted.
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
