import type { GroupAdvantages, RewardedGroup } from './rewarded-group';
import { spreadOverTurns } from './spread-over-turns';
import { meanOf } from '../statistics/numeric/mean';

/**
 * Dr. GRPO: the outcome minus the group mean, not divided by a standard deviation, so that easy and hard tasks have the
 * same weight.
 *
 * @returns `A_{i,k} = o_i - mean(o)`; all 0 when the outcomes are equal
 * @see Understanding R1-Zero-Like Training, arXiv 2503.20783, section 3.2
 */
export function drGrpo(group: RewardedGroup): GroupAdvantages {
  return spreadOverTurns(group, lessGroupMean(group.map(({ outcome }) => outcome)));
}

/**
 * Each number minus the mean of all; exactly 0 when they are equal, because the rounding error of the mean would look
 * like a signal.
 */
export function lessGroupMean(values: readonly number[]): number[] {
  if (values.every((value) => value === values[0])) return values.map(() => 0);
  const mean = meanOf(values);
  return values.map((value) => value - mean);
}
