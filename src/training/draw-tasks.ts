import { deriveSeed } from '../conversation/derive-seed';
import { createRandom } from '../domain/random';
import { InvalidInputError } from '../errors';
import { shuffle } from '../domain/shuffle';

/**
 * Draws tasks in epochs, each in a new random order, so that all occur equally often. Stateless: a draw depends only on
 * its number.
 *
 * @param tasks at least one
 * @param from number of earlier draws, from 0
 * @param count how many to draw
 * @throws InvalidInputError when there are no tasks
 */
export function drawTasks<Task>(
  tasks: readonly Task[],
  { from, count, seed }: { readonly from: number; readonly count: number; readonly seed: number },
): Task[] {
  if (tasks.length === 0) throw new InvalidInputError('there are no tasks to draw from; at least 1 is needed');
  const orders = new Map<number, readonly Task[]>();
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor((from + i) / tasks.length);
    const order = orders.get(round) ?? shuffle(createRandom(deriveSeed(seed, 'task order', round)), tasks);
    orders.set(round, order);
    return order[(from + i) % tasks.length]!;
  });
}
