import { InvalidInputError } from '../../errors';
import type { EstimatorSettings } from './estimator-settings';

/**
 * @throws InvalidInputError when gamma is outside 0 to 1, lambda is not finite, or epsilon is below 0 or not finite
 */
export function checkEstimatorSettings({ gamma, lambda, epsilon }: EstimatorSettings): void {
  if (!(gamma >= 0 && gamma <= 1)) throw new InvalidInputError(`gamma is ${gamma}; it must lie in 0 to 1`);
  if (!Number.isFinite(lambda)) throw new InvalidInputError(`lambda is ${lambda}; it must be a finite number`);
  if (!(epsilon >= 0 && epsilon < Infinity)) {
    throw new InvalidInputError(`epsilon is ${epsilon}; it must be a finite number of at least 0`);
  }
}
