import { InvalidInputError } from '../../../errors';
import { RaisedException } from '../../values/raised-exception';
import type { World } from '../world/world';
import { findAnswerProblem } from './check/answer-problem';
import { findEffectProblem } from './check/effect-problem';
import { findGroundingProblem } from './check/grounding-problem';
import { findTargetProblem } from './check/target-problem';
import { findVerdictProblem } from './check/verdict-problem';
import type { GeneratedTask } from './generated-task';
import { openPool, type TaskPool } from './scene';

/**
 * Check a task against its world:
 * - the golden actions run without error and lead to the target hash;
 * - leaving out any one that changes the database, or changing any one of its arguments, leads elsewhere (look-ups have no
 *   effect and are not looked at);
 * - traps run and lead elsewhere, alone and after the golden actions;
 * - everything that the changing actions name was said in the instruction or shown by a look-up before;
 * - the required outputs are the world's answers, are shown by a golden action, and are not in the instruction;
 * - the policy judges each request as the facts say, from the true state of the flights and from what the tools show.
 *
 * @returns null when all holds, else the first problem in words
 */
export function checkTask(world: World, task: GeneratedTask): string | null {
  const pool = openPool(world, task.version, task.split);
  return findProblem(() => findTargetProblem(pool, task)) ?? findTaskProblem(pool, task);
}

/** As `checkTask`, over a pool that was read before, of a task whose target hash has just been computed. */
export function findTaskProblem(pool: TaskPool, task: GeneratedTask): string | null {
  const user = pool.users.get(task.userId);
  if (user === undefined) return `user ${task.userId} does not belong to the split ${pool.split}`;
  return findProblem(
    () =>
      findEffectProblem(pool, task) ??
      findGroundingProblem(pool, task) ??
      findAnswerProblem(pool, task, user) ??
      findVerdictProblem(pool, task, user),
  );
}

/** Malformed arguments, and requests about what the world does not hold, are problems too. */
function findProblem(find: () => string | null): string | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof RaisedException) return error.message;
    throw error;
  }
}
