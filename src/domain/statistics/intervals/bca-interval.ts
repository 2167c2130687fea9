import { InvalidInputError } from '../../../errors';
import type { Bounds } from './bounds';
import { normalCdf } from '../distributions/normal-cdf';
import { normalQuantile } from '../distributions/normal-quantile';
import { quantileOfSorted } from './quantile';
import { requireFinite } from '../numeric/require-finite';

/** Input of a BCa interval. */
export type BcaInput = {
  /** The statistic of each bootstrap draw, ascending, finite. */
  readonly sortedDraws: Float64Array;
  /** The observed statistic. */
  readonly observed: number;
  /** The statistic without each task in turn, finite. */
  readonly leaveOneOut: Float64Array;
  readonly confidence: number;
};

/** An interval of width above 0, with its two corrections. */
export type BcaInterval = Bounds & {
  /**
   * z0, the bias correction: distance of the observed statistic from the median of the draws, in standard deviations.
   */
  readonly bias: number;
  readonly acceleration: number;
};

/**
 * Bias-corrected and accelerated bootstrap interval; the acceleration comes from the jackknife.
 *
 * @returns null where it is undefined: fewer than 2 tasks, the statistic is the same without any of the tasks (no
 *   acceleration), or all draws lie on one side of the observed statistic (infinite bias)
 * @throws InvalidInputError when a number is not finite
 * @see Efron, Better bootstrap confidence intervals, JASA 82, 1987; draws equal to the observed statistic count half on
 *   each side, as in scipy.stats.bootstrap
 */
export function bcaInterval({ sortedDraws, observed, leaveOneOut, confidence }: BcaInput): BcaInterval | null {
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidInputError(`confidence is ${confidence}; it must lie between 0 and 1, both excluded`);
  }
  requireFinite('draws', sortedDraws);
  requireFinite('leaveOneOut', leaveOneOut);
  const acceleration = accelerationOf(leaveOneOut);
  if (acceleration === null || sortedDraws.length === 0) return null;
  const shareBelow =
    (countBelow(sortedDraws, observed) + countAtMost(sortedDraws, observed)) / (2 * sortedDraws.length);
  if (shareBelow === 0 || shareBelow === 1) return null;

  const bias = normalQuantile(shareBelow);
  const endAt = (share: number): number => {
    const shifted = bias + normalQuantile(share);
    return quantileOfSorted(sortedDraws, normalCdf(bias + shifted / (1 - acceleration * shifted)));
  };
  return { low: endAt((1 - confidence) / 2), high: endAt((1 + confidence) / 2), bias, acceleration };
}

/** Sum of cubes over 6 times the sum of squares to the power of 3/2; null when all values are equal. */
function accelerationOf(leaveOneOut: Float64Array): number | null {
  const isConstant = leaveOneOut.every((value) => value === leaveOneOut[0]);
  if (leaveOneOut.length < 2 || isConstant) return null;
  const mean = leaveOneOut.reduce((sum, value) => sum + value, 0) / leaveOneOut.length;
  let squares = 0;
  let cubes = 0;
  for (const value of leaveOneOut) {
    squares += (mean - value) ** 2;
    cubes += (mean - value) ** 3;
  }
  return squares === 0 ? null : cubes / (6 * squares ** 1.5);
}

function countBelow(sorted: Float64Array, value: number): number {
  const first = sorted.findIndex((member) => member >= value);
  return first < 0 ? sorted.length : first;
}

function countAtMost(sorted: Float64Array, value: number): number {
  const first = sorted.findIndex((member) => member > value);
  return first < 0 ? sorted.length : first;
}
