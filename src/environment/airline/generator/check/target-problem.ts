import { hashDatabase } from '../../world/database-hash';
import { AirlineState } from '../../world/state';
import type { GeneratedTask } from '../generated-task';
import { perform, type TaskPool } from '../scene';

/** Whether the golden actions run and lead to the task's target hash; null when they do. */
export function findTargetProblem(pool: TaskPool, task: GeneratedTask): string | null {
  const state = new AirlineState(pool.world);
  for (const action of task.goldenActions) {
    if (!perform({ pool, state }, [action])) return `golden action ${action.name} fails`;
  }
  const hash = hashDatabase(state, pool.toolset.version);
  return hash === task.targetHash ? null : `the golden actions lead to ${hash}, not to ${task.targetHash}`;
}
