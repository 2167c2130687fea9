import { mapTiers, TIERS, type PerTier } from '../../classification/tier';
import type { CalibrationInput } from '../calibration-input';
import type { TierStatistics } from '../calibration-report';
import { isPassing } from '../passing';

/** The counts of a tier and their shares. */
export type TierCounts = Pick<
  TierStatistics,
  | 'turns'
  | 'rolloutsWith'
  | 'turnShareInPassing'
  | 'turnShareInFailing'
  | 'presenceInPassing'
  | 'presenceInFailing'
  | 'presenceGap'
>;

/**
 * Counts of each tier in passing and failing rollouts. (Table 4 of the paper mixes shares of turns with presence.)
 *
 * @param presence of `tierPresence`
 * @returns shares are null when their denominator is 0: the tier has no turns, no rollout passes, or none fails
 * @see specs/calibration.md section 3
 */
export function countTiers(input: CalibrationInput, presence: readonly Float64Array[]): PerTier<TierCounts> {
  const { outcomes, turnOffsets, tierCodes } = input;
  const turns = { passing: new Float64Array(TIERS.length), failing: new Float64Array(TIERS.length) };
  outcomes.forEach((outcome, i) => {
    const side = isPassing(outcome) ? turns.passing : turns.failing;
    for (let turn = turnOffsets[i]!; turn < turnOffsets[i + 1]!; turn += 1) side[tierCodes[turn]!]! += 1;
  });
  const passing = outcomes.filter(isPassing).length;
  const failing = outcomes.length - passing;

  return mapTiers((_, code) => {
    const tierTurns = turns.passing[code]! + turns.failing[code]!;
    const rolloutsWith = presence[code]!.reduce((sum, isPresent) => sum + isPresent, 0);
    const passingWith = presence[code]!.reduce((sum, x, i) => (isPassing(outcomes[i]!) ? sum + x : sum), 0);
    const presenceInPassing = share(passingWith, passing);
    const presenceInFailing = share(rolloutsWith - passingWith, failing);
    return {
      turns: tierTurns,
      rolloutsWith,
      turnShareInPassing: share(turns.passing[code]!, tierTurns),
      turnShareInFailing: share(turns.failing[code]!, tierTurns),
      presenceInPassing,
      presenceInFailing,
      presenceGap:
        presenceInPassing === null || presenceInFailing === null ? null : presenceInPassing - presenceInFailing,
    };
  });
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
