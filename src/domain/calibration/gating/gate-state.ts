import { InvalidInputError } from '../../../errors';
import { mapTiers, type PerTier } from '../../classification/tier';
import { correlationOfSums } from '../../statistics/association/correlation-of-deviations';
import type { ClassifiedRollout } from '../pack-rollouts';
import type { TierEvidence } from '../schemes/propose-values';

/** Weighted sums over rollouts; x is the presence of a tier, o the outcome. "Within" sums are of deviations from the group's mean. */
type TierSums = {
  readonly x: number;
  readonly xo: number;
  readonly withinXX: number;
  readonly withinXO: number;
};

/** State of gating: weighted sums over all rollouts so far. Plain JSON, so that a checkpoint can store it. */
export type GateState = {
  /** Sum of the weights: the effective number of rollouts. */
  readonly rollouts: number;
  readonly o: number;
  readonly oo: number;
  readonly withinOO: number;
  readonly tiers: PerTier<TierSums>;
};

/** The state before any rollout. */
export const EMPTY_GATE: GateState = {
  rollouts: 0,
  o: 0,
  oo: 0,
  withinOO: 0,
  tiers: mapTiers(() => ({ x: 0, xo: 0, withinXX: 0, withinXO: 0 })),
};

/**
 * Decays the old weights and adds the rollouts of an update.
 *
 * @param groups each holds SCORED rollouts of one task under one policy, as from `packRollouts`
 * @param forgetting share of the old weight that is kept, 0 (only this update counts) to 1 (nothing is forgotten)
 * @throws InvalidInputError when forgetting is out of range or an outcome is not finite
 */
export function observeGroups(
  state: GateState,
  groups: readonly (readonly ClassifiedRollout[])[],
  forgetting: number,
): GateState {
  if (!(forgetting >= 0 && forgetting <= 1)) {
    throw new InvalidInputError(`forgetting is ${forgetting}; it must lie in 0 to 1`);
  }
  return groups.reduce(addGroup, scaleBy(state, forgetting));
}

function scaleBy(state: GateState, factor: number): GateState {
  return {
    rollouts: state.rollouts * factor,
    o: state.o * factor,
    oo: state.oo * factor,
    withinOO: state.withinOO * factor,
    tiers: mapTiers((tier) => {
      const { x, xo, withinXX, withinXO } = state.tiers[tier];
      return { x: x * factor, xo: xo * factor, withinXX: withinXX * factor, withinXO: withinXO * factor };
    }),
  };
}

function addGroup(state: GateState, group: readonly ClassifiedRollout[]): GateState {
  if (group.length === 0) return state;
  const outcomes = group.map(({ outcome, taskId }) => {
    if (!Number.isFinite(outcome))
      throw new InvalidInputError(`task ${taskId} has outcome ${outcome}; it must be a finite number`);
    return outcome;
  });
  const sumO = outcomes.reduce((sum, o) => sum + o, 0);
  const centredO = outcomes.map((o) => o - sumO / group.length);
  return {
    rollouts: state.rollouts + group.length,
    o: state.o + sumO,
    oo: state.oo + dot(outcomes, outcomes),
    withinOO: state.withinOO + dot(centredO, centredO),
    tiers: mapTiers((tier) => {
      const presence = group.map(({ turns }): number => (turns.some((turn) => turn.tier === tier) ? 1 : 0));
      const sumX = presence.reduce((sum, x) => sum + x, 0);
      const centredX = presence.map((x) => x - sumX / group.length);
      const old = state.tiers[tier];
      return {
        x: old.x + sumX,
        xo: old.xo + dot(presence, outcomes),
        withinXX: old.withinXX + dot(centredX, centredX),
        withinXO: old.withinXO + dot(centredX, centredO),
      };
    }),
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** A difference of sums that is smaller than this, relative to them, is rounding error. */
const ROUNDING = 1e-12;

/**
 * Weighted correlations of presence and outcome over all remembered rollouts.
 *
 * @returns rho over all rollouts, and within groups; null where presence or outcome does not vary
 */
export function gateEvidence(state: GateState): PerTier<TierEvidence> {
  const { rollouts, o, oo, withinOO } = state;
  const squaresO = variation(oo, o, rollouts);
  return mapTiers((tier) => {
    const { x, xo, withinXX, withinXO } = state.tiers[tier];
    const squaresX = variation(x, x, rollouts);
    const products = rollouts === 0 ? 0 : xo - (x * o) / rollouts;
    return {
      rho: correlationOfSums(products, squaresX, squaresO),
      withinTaskRho: correlationOfSums(withinXO, withinXX, withinOO),
    };
  });
}

/** Sum of squared deviations; exactly 0 when the remainder is only rounding error. */
function variation(squares: number, sum: number, weight: number): number {
  if (weight === 0) return 0;
  const left = squares - sum ** 2 / weight;
  return left <= ROUNDING * Math.abs(squares) ? 0 : left;
}
