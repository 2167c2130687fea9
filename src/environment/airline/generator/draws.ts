import { InvalidInputError } from '../../../errors';
import type { Random } from '../../../domain/random';

/** Draws one of the items, uniformly. @throws InvalidInputError when there are none */
export function pick<T>(random: Random, items: readonly T[]): T {
  if (items.length === 0) throw new InvalidInputError('there is nothing to pick from');
  return items[random.integer(0, items.length - 1)]!;
}

/**
 * Draws one of the choices, with probability proportional to its weight.
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
 * Wraps a draw so that it is repeated until it returns something new.
 *
 * @param taken values that count as already drawn
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
