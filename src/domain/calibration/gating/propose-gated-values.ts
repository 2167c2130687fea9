import { TIERS } from '../../classification/tier';
import type { ValueProposal } from '../calibration-report';
import { type ProposalSettings, proposeValues } from '../schemes/propose-values';
import type { TierValues } from '../schemes/reward-scheme';
import { gateEvidence, type GateState } from './gate-state';

/** Settings that decide when online gating changes the values. */
export type GatingSettings = ProposalSettings & {
  /** Min effective number of rollouts before a proposal is made, above 0. */
  readonly minRollouts: number;
  /** A proposal counts as a change when the value of any tier moves by more than this, at least 0. */
  readonly tolerance: number;
};

/** Decision of gating: a proposal, or the reason why there is none. */
export type GatedProposal =
  | { readonly kind: 'CHANGED'; readonly proposal: ValueProposal }
  | { readonly kind: 'UNCHANGED'; readonly proposal: ValueProposal }
  | { readonly kind: 'TOO_FEW_ROLLOUTS'; readonly rollouts: number }
  /** No tier is discriminative: the values are kept, because setting all to 0 would discard what was known. */
  | { readonly kind: 'NO_DISCRIMINATIVE_TIER'; readonly proposal: ValueProposal };

/**
 * Empirical Discriminative Gating: the proposal of a calibration round, recomputed online from the weighted statistics
 * of recent rollouts, so that values follow the policy.
 *
 * @param current the values in use
 * @see specs/calibration.md section 4; named as future work by arXiv 2604.02869
 */
export function proposeGatedValues(state: GateState, current: TierValues, settings: GatingSettings): GatedProposal {
  if (state.rollouts < settings.minRollouts) return { kind: 'TOO_FEW_ROLLOUTS', rollouts: state.rollouts };
  const proposal = proposeValues(gateEvidence(state), settings);
  if (TIERS.every((tier) => !proposal.tiers[tier].isDiscriminative))
    return { kind: 'NO_DISCRIMINATIVE_TIER', proposal };
  const moved = TIERS.some((tier) => Math.abs(proposal.values[tier] - current[tier]) > settings.tolerance);
  return { kind: moved ? 'CHANGED' : 'UNCHANGED', proposal };
}
