import { TIERS, type Tier } from '../../classification/tier';
import { countTierTransitions } from '../../classification/tier-transitions';
import type { CalibrationInput } from '../calibration-input';
import { isPassing } from '../passing';

/**
 * How often a turn of one tier followed a turn of another, in passing and in failing rollouts; null is the start or
 * end.
 */
export type OutcomeTransition = {
  readonly from: Tier | null;
  readonly to: Tier | null;
  readonly passing: number;
  readonly failing: number;
};

/** Transitions between tiers. */
export type TransitionCounts = {
  readonly rolloutsPassing: number;
  readonly rolloutsFailing: number;
  /** The pairs that occur, ordered by tier, start and end last. */
  readonly transitions: readonly OutcomeTransition[];
};

/**
 * Counts the transitions between tiers, separately for passing and failing rollouts.
 *
 * @param input SCORED rollouts, any number; a rollout of K turns adds K + 1 transitions
 */
export function countTransitionsByOutcome(input: CalibrationInput): TransitionCounts {
  const all = tiersOfRollouts(input);
  const passing = all.filter((_, i) => isPassing(input.outcomes[i]!));
  const failing = all.filter((_, i) => !isPassing(input.outcomes[i]!));
  const passingCounts = countsByPair(passing);
  const failingCounts = countsByPair(failing);
  return {
    rolloutsPassing: passing.length,
    rolloutsFailing: failing.length,
    transitions: countTierTransitions(all).map(({ from, to }) => ({
      from,
      to,
      passing: passingCounts.get(pairOf(from, to)) ?? 0,
      failing: failingCounts.get(pairOf(from, to)) ?? 0,
    })),
  };
}

function tiersOfRollouts({ turnOffsets, tierCodes }: CalibrationInput): Tier[][] {
  return Array.from(turnOffsets.subarray(1), (end, i) =>
    Array.from(tierCodes.subarray(turnOffsets[i], end), (code) => TIERS[code]!),
  );
}

function countsByPair(rollouts: readonly (readonly Tier[])[]): Map<string, number> {
  return new Map(countTierTransitions(rollouts).map(({ from, to, count }) => [pairOf(from, to), count]));
}

function pairOf(from: Tier | null, to: Tier | null): string {
  return `${from ?? ''} ${to ?? ''}`;
}
