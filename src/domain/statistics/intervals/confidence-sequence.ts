import { InvalidInputError } from '../../../errors';
import type { Bounds } from './bounds';

/** Max share of the capital staked on one task, so that the capital can never be lost. */
const STAKE_CAP = 0.5;
const BISECTIONS = 50;

/**
 * Always-valid interval (confidence sequence) of the mean of values between 0 and 1: for any number of interim analyses
 * and any stopping rule, the probability that it ever misses the mean is at most 1 - confidence. It is wider than an
 * interval for a single analysis.
 *
 * The hedged betting confidence sequence with predictable plug-in stakes. Half the capital is staked on the mean being
 * above a candidate m and half on it being below; m is excluded once either half has grown by a factor of 2 / (1 -
 * confidence).
 *
 * @param values 0 to 1, one per task, in order of arrival; independent, or at least with the same conditional mean
 *   given earlier values (so the order of tasks must be random)
 * @param confidence above 0 and below 1
 * @returns the interval after all values, not intersected with earlier ones; 0 to 1 without values
 * @throws InvalidInputError when a value is outside 0 to 1 or the confidence is out of range
 * @see Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting, JRSS B 86, 2024 (arXiv
 *   2010.09686), theorem 3 with theta 1/2 and c 1/2
 */
export function confidenceSequence(values: ArrayLike<number>, confidence: number): Bounds {
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidInputError(`confidence is ${confidence}; it must lie between 0 and 1, both excluded`);
  }
  for (let i = 0; i < values.length; i += 1) {
    if (!(values[i]! >= 0 && values[i]! <= 1)) {
      throw new InvalidInputError(`values has ${String(values[i])} at position ${i}; each must lie in 0 to 1`);
    }
  }
  const limit = Math.log(2 / (1 - confidence));
  const stakes = plugInStakes(values, limit);
  const mirrored = Float64Array.from(values, (value) => 1 - value);
  const low = lowEnd(Float64Array.from(values), stakes, limit);
  const high = 1 - lowEnd(mirrored, stakes, limit);
  // The two bets never reject the same mean, but rounding may swap bounds that meet.
  return { low: Math.min(low, high), high: Math.max(low, high) };
}

/** Stake for each value, computed from earlier values only. */
function plugInStakes(values: ArrayLike<number>, limit: number): Float64Array {
  const stakes = new Float64Array(values.length);
  let sum = 0.5;
  let squares = 0.25;
  for (let i = 0; i < values.length; i += 1) {
    const variance = squares / (i + 1);
    stakes[i] = Math.sqrt((2 * limit) / (variance * (i + 1) * Math.log(i + 2)));
    sum += values[i]!;
    squares += (values[i]! - sum / (i + 2)) ** 2;
  }
  return stakes;
}

/** The smallest mean that the bets on "above" do not reject; their capital decreases in the mean. */
function lowEnd(values: Float64Array, stakes: Float64Array, limit: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (logCapital(values, stakes, middle) >= limit) low = middle;
    else high = middle;
  }
  return low;
}

function logCapital(values: Float64Array, stakes: Float64Array, mean: number): number {
  let capital = 0;
  for (let i = 0; i < values.length; i += 1) {
    capital += Math.log1p(Math.min(stakes[i]!, STAKE_CAP / mean) * (values[i]! - mean));
  }
  return capital;
}
