import { pearson } from './pearson';

/**
 * Point-biserial correlation: Pearson's with a list that only says whether something is present.
 *
 * @param isPresent one claim a rollout
 * @param outcomes as many finite numbers
 * @returns -1 to 1; null when the claim is true of all or of none, or the outcomes are all equal
 * @throws InvalidInputError when the lengths differ or an outcome is not finite
 * @see specs/calibration.md section 3 (arXiv 2604.02869 writes rho_c)
 */
export function pointBiserial(isPresent: readonly boolean[], outcomes: ArrayLike<number>): number | null {
  return pearson(isPresent.map(Number), outcomes);
}
