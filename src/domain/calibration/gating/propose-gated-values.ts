import { TIERS } from '../../classification/tier';
import type { ValueProposal } from '../calibration-report';
import { type ProposalSettings, proposeValues } from '../schemes/propose-values';
import type { TierValues } from '../schemes/reward-scheme';
import { gateEvidence, type GateState } from './gate-state';

/** When online gating changes the values. */
export type GatingSettings = ProposalSettings & {
  /** No proposal before the memory is worth this many rollouts, above 0. */
  readonly minRollouts: number;
  /** A proposal counts as a change when some tier's value moves by more than this, 0 or more. */
  readonly tolerance: number;
};

/** What gating makes of its memory: a proposal, or why there is none. */
export type GatedProposal =
  | { readonly kind: 'CHANGED'; readonly proposal: ValueProposal }
  | { readonly kind: 'UNCHANGED'; readonly proposal: ValueProposal }
  | { readonly kind: 'TOO_FEW_ROLLOUTS'; readonly rollouts: number }
  /** No tier is discriminative: the values stay, because all 0 would throw away what was known. */
  | { readonly kind: 'NO_DISCRIMINATIVE_TIER'; readonly proposal: ValueProposal };

/**
 * Empirical Discriminative Gating: the proposal of a calibration round, recomputed online from what is remembered of the
 * newest rollouts, so that values follow the policy.
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
