import { InvalidInputError } from '../../../errors';
import type { Random } from '../../../domain/random';

/** One of the items, each equally likely. @throws InvalidInputError when there are none */
export function pick<T>(random: Random, items: readonly T[]): T {
  if (items.length === 0) throw new InvalidInputError('there is nothing to pick from');
  return items[random.integer(0, items.length - 1)]!;
}

/**
 * One of the choices, each as likely as its weight.
 *
 * @param choices pairs of item and weight; weights >= 0, any sum above 0
 * @throws InvalidInputError when there are none
 */
export function pickWeighted<T>(random: Random, choices: readonly (readonly [item: T, weight: number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [item, weight] of choices) {
    left -= weight;
    if (left < 0) return item;
  }
  const last = choices.at(-1);
  if (last === undefined) throw new InvalidInputError('there is nothing to pick from');
  return last[0];
}

/** True with this probability, 0 to 1. */
export function happens(random: Random, probability: number): boolean {
  return random.next() < probability;
}

/**
 * A function that repeats a draw until it gives something new.
 *
 * @param taken what counts as drawn from the start
 */
export function withoutRepeats<T>(taken: Iterable<T> = []): (draw: () => T) => T {
  const seen = new Set(taken);
  return (draw) => {
    let drawn = draw();
    while (seen.has(drawn)) drawn = draw();
    seen.add(drawn);
    return drawn;
  };
}
