import { TIERS } from '../../classification/tier';
import type { CalibrationInput } from '../calibration-input';

/**
 * Which tiers occur in which rollouts.
 *
 * @returns one array a tier, in the order of TIERS, with 1 for each rollout in which it occurs and 0 for the others
 */
export function tierPresence({ outcomes, turnOffsets, tierCodes }: CalibrationInput): readonly Float64Array[] {
  const presence = TIERS.map(() => new Float64Array(outcomes.length));
  for (let i = 0; i < outcomes.length; i += 1) {
    for (let turn = turnOffsets[i]!; turn < turnOffsets[i + 1]!; turn += 1) presence[tierCodes[turn]!]![i] = 1;
  }
  return presence;
}
