import { pearson } from './pearson';

/**
 * Point-biserial correlation: Pearson's correlation with a binary variable.
 *
 * @param isPresent one boolean per rollout
 * @param outcomes one finite number per rollout
 * @returns -1 to 1; null when presence is the same for all rollouts, or the outcomes are all equal
 * @throws InvalidInputError when the lengths differ or an outcome is not finite
 * @see specs/calibration.md section 3 (arXiv 2604.02869 writes rho_c)
 */
export function pointBiserial(isPresent: readonly boolean[], outcomes: ArrayLike<number>): number | null {
  return pearson(isPresent.map(Number), outcomes);
}
