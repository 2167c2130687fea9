import type { GoldenAction } from '../../../../domain/trajectory';
import { databaseChanges } from '../../world/database-difference';
import { AirlineState } from '../../world/state';
import type { GeneratedTask } from '../generated-task';
import { perform, type TaskPool } from '../scene';
import { changedArguments } from './changed-arguments';

/**
 * Describes a write action of a task that is unnecessary, or a trap that is ineffective; null when there is neither.
 *
 * @param task its golden actions run
 */
export function findEffectProblem(pool: TaskPool, task: GeneratedTask): string | null {
  const writes = task.goldenActions.filter(({ name }) => pool.toolset.find(name)?.kind === 'WRITE');
  const target = changesAfter(pool, writes);
  return findIdleAction(pool, writes, target) ?? findIdleTrap(pool, task.traps, { writes, target });
}

/** A write action whose removal, or whose change of one argument, still reaches the target. */
function findIdleAction(pool: TaskPool, writes: readonly GoldenAction[], target: string): string | null {
  for (const [rank, write] of writes.entries()) {
    const others = (replaced: readonly GoldenAction[]): readonly GoldenAction[] =>
      writes.toSpliced(rank, 1, ...replaced);
    if (changesAfter(pool, others([])) === target) return `the target is also reached without ${write.name}`;
    for (const { action, change } of changedArguments(pool, write)) {
      if (changesAfter(pool, others([action])) === target) return `the target is also reached with ${change}`;
    }
  }
  return null;
}

/** A trap that fails, or that still reaches the target. */
function findIdleTrap(
  pool: TaskPool,
  traps: readonly GoldenAction[],
  { writes, target }: { readonly writes: readonly GoldenAction[]; readonly target: string },
): string | null {
  for (const trap of traps) {
    for (const before of writes.length === 0 ? [[]] : [[], writes]) {
      const state = new AirlineState(pool.world);
      perform({ pool, state }, before);
      if (!perform({ pool, state }, [trap])) return `the trap ${trap.name} fails`;
      if (changesText(pool, state) === target) return `the trap ${trap.name} leads to the target`;
    }
  }
  return null;
}

/** The database after actions, some of which may fail. */
function changesAfter(pool: TaskPool, actions: readonly GoldenAction[]): string {
  const state = new AirlineState(pool.world);
  for (const action of actions) pool.toolset.call(state, action.name, action.arguments);
  return changesText(pool, state);
}

/** Equal for two states exactly when their databases have equal hashes, at a fraction of the cost. */
function changesText(pool: TaskPool, state: AirlineState): string {
  return databaseChanges(state, pool.toolset.version)
    .map(({ table, text }) => `${table} ${text}`)
    .join('\n');
}
