import { InvalidInputError } from '../../../errors';

/**
 * Rejects a list that contains NaN or an infinity, which would carry over to every statistic of it.
 *
 * @param name name of the list, for the message
 * @throws InvalidInputError naming the list, the first bad position (from 0) and its value
 */
export function requireFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i])) {
      throw new InvalidInputError(`${name} has ${String(values[i])} at position ${i}; each must be a finite number`);
    }
  }
}
