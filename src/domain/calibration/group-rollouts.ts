import type { RewardedGroup, RewardedRollout } from '../advantages/rewarded-group';
import type { CalibrationInput } from './calibration-input';
import { turnRewards } from './tiers/mean-turn-rewards';
import type { TierValues } from './schemes/reward-scheme';

/** Rollouts by group, with the rewards and tiers of their turns: the input of an advantage audit. */
export type RewardedRollouts = {
  readonly groups: readonly RewardedGroup[];
  readonly tierCodes: readonly (readonly Uint8Array[])[];
};

/**
 * Groups rollouts and computes the rewards of their turns.
 *
 * @returns groups by number, the rollouts of a group in the order of the input; a group number without rollouts is an
 *   empty group
 */
export function groupRollouts(input: CalibrationInput, values: TierValues): RewardedRollouts {
  const { outcomes, groupIndex, turnOffsets, tierCodes } = input;
  const rewards = turnRewards(input, values);
  const groupCount = groupIndex.reduce((most, group) => Math.max(most, group + 1), 0);
  const groups = Array.from({ length: groupCount }, (): RewardedRollout[] => []);
  const tiers = Array.from({ length: groupCount }, (): Uint8Array[] => []);
  groupIndex.forEach((group, i) => {
    const [start, end] = [turnOffsets[i], turnOffsets[i + 1]];
    groups[group]!.push({ turnRewards: rewards.subarray(start, end), outcome: outcomes[i]! });
    tiers[group]!.push(tierCodes.subarray(start, end));
  });
  return { groups, tierCodes: tiers };
}
