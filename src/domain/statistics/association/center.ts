import { sumCarefully } from '../numeric/sum-carefully';

/** Numbers minus their mean, in units of the largest absolute value. */
export type CenteredValues = { readonly deviations: Float64Array; readonly isConstant: boolean };

/**
 * Numbers minus their mean, scaled so that their squares neither overflow nor underflow (correlations do not depend on
 * scale).
 *
 * @param values finite; any length
 * @returns deviations between -2 and 2 in the same order; exactly 0 when all values are equal
 */
export function centerAndScale(values: ArrayLike<number>): CenteredValues {
  const deviations = new Float64Array(values);
  let scale = 0;
  let isConstant = true;
  for (const value of deviations) {
    scale = Math.max(scale, Math.abs(value));
    isConstant &&= value === deviations[0];
  }
  if (isConstant) return { deviations: deviations.fill(0), isConstant };

  for (let i = 0; i < deviations.length; i += 1) deviations[i] = deviations[i]! / scale;
  const mean = sumCarefully(deviations) / deviations.length;
  for (let i = 0; i < deviations.length; i += 1) deviations[i] = deviations[i]! - mean;
  return { deviations, isConstant };
}
