import { TIERS } from '../../classification/tier';
import type { CalibrationInput } from '../calibration-input';
import { turnReward, type TierValues } from '../schemes/reward-scheme';

/**
 * Reward of each turn under tier values.
 *
 * @returns one number per turn, in the order of the input's turns
 */
export function turnRewards({ tierCodes, scores }: CalibrationInput, values: TierValues): Float64Array {
  return scores.map((score, turn) => turnReward({ values }, TIERS[tierCodes[turn]!]!, score));
}

/**
 * Mean turn reward of each rollout under tier values.
 *
 * @returns one number per rollout; null for a rollout without turns
 */
export function meanTurnRewards(input: CalibrationInput, values: TierValues): (number | null)[] {
  const rewards = turnRewards(input, values);
  return Array.from(input.outcomes, (_, i) => {
    const turns = rewards.subarray(input.turnOffsets[i], input.turnOffsets[i + 1]);
    return turns.length === 0 ? null : turns.reduce((sum, reward) => sum + reward, 0) / turns.length;
  });
}
