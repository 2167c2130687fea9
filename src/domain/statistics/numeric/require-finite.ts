import { InvalidInputError } from '../../../errors';

/**
 * Refuses a list with NaN or an infinity in it: a statistic of such a list would be one of them, too.
 *
 * @param name what the list is, for the message
 * @throws InvalidInputError that names the list, the first such position (from 0) and its value
 */
export function requireFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i])) {
      throw new InvalidInputError(`${name} has ${String(values[i])} at position ${i}; each must be a finite number`);
    }
  }
}
