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
 * - leaving out any one that changes the database, or changing any one of its arguments, leads to another hash
 *   (read-only calls have no effect and are skipped);
 * - traps run and lead to another hash, alone and after the golden actions;
 * - everything that the write actions name was stated in the instruction or shown by an earlier read;
 * - the required outputs are the world's answers, are shown by a golden action, and are not in the instruction;
 * - the policy's verdict on each request is the one in the facts, both from the true state of the flights and from what
 *   the tools show.
 *
 * @returns null when all checks pass, otherwise a description of the first problem
 */
export function checkTask(world: World, task: GeneratedTask): string | null {
  const pool = openPool(world, task.version, task.split);
  return findProblem(() => findTargetProblem(pool, task)) ?? findTaskProblem(pool, task);
}

/** As `checkTask`, with a pool that is already loaded and a target hash that has just been computed. */
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

/** Malformed arguments, and requests about entities that the world lacks, are problems too. */
function findProblem(find: () => string | null): string | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof RaisedException) return error.message;
    throw error;
  }
}
