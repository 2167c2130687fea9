import { TIERS } from '../../classification/tier';
import type { CalibrationInput } from '../calibration-input';

/**
 * Presence of each tier in each rollout.
 *
 * @returns one array per tier, in the order of TIERS: 1 for each rollout in which the tier occurs, otherwise 0
 */
export function tierPresence({ outcomes, turnOffsets, tierCodes }: CalibrationInput): readonly Float64Array[] {
  const presence = TIERS.map(() => new Float64Array(outcomes.length));
  for (let i = 0; i < outcomes.length; i += 1) {
    for (let turn = turnOffsets[i]!; turn < turnOffsets[i + 1]!; turn += 1) presence[tierCodes[turn]!]![i] = 1;
  }
  return presence;
}
