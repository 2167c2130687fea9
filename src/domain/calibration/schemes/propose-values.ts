import { mapTiers, TIERS, type PerTier, type Tier } from '../../classification/tier';
import type { ValueProposal, TierProposal } from '../calibration-report';
import type { CalibrationSettings, ProposalStatistic } from '../calibration-settings';
import { roundForReader } from '../round-for-reader';

/** The evidence about one tier that a proposal reads. */
export type TierEvidence = {
  readonly rho: number | null;
  readonly withinTaskRho: number | null;
};

/** The settings that a proposal reads. */
export type ProposalSettings = Pick<CalibrationSettings, 'statistic' | 'method' | 'delta' | 'alpha' | 'anchor'>;

/** A method's decision for one tier. */
type TierDecision = Pick<TierProposal, 'value' | 'action' | 'reason'>;

const STATISTIC_NAMES: Readonly<Record<ProposalStatistic, string>> = {
  WITHIN_TASK: 'within-task rho',
  RAW: 'rho',
};

/**
 * Tier values from correlations. A tier is discriminative when its correlation is defined and its absolute value is
 * above delta. PROPORTIONAL sets the value of a discriminative tier to alpha times its correlation (SCALE). ANCHORED
 * keeps the intuitive value of a discriminative tier (KEEP), or flips its sign when evidence contradicts it (FLIP).
 * Both set every other tier to 0 (ZERO).
 *
 * @returns values, actions and reasons. Without a discriminative tier all values are 0
 * @see specs/calibration.md section 4; arXiv 2604.02869, Algorithm 1 and Table 4. The paper gives no delta
 */
export function proposeValues(evidence: PerTier<TierEvidence>, settings: ProposalSettings): ValueProposal {
  const correlations = mapTiers((tier) =>
    settings.statistic === 'WITHIN_TASK' ? evidence[tier].withinTaskRho : evidence[tier].rho,
  );
  const strengths = TIERS.map((tier) => discriminativeStrength(correlations[tier], settings.delta));
  const strongest = Math.max(0, ...strengths);
  const tiers = mapTiers((tier): TierProposal => {
    const correlation = correlations[tier];
    if (correlation === null || discriminativeStrength(correlation, settings.delta) === 0) {
      return { ...zero(correlation, settings), isDiscriminative: false, intendedSign: null };
    }
    const decision =
      settings.method === 'PROPORTIONAL'
        ? scale(correlation, strongest, settings)
        : anchor(tier, correlation, settings);
    return { ...noteIgnoredScore(tier, decision), isDiscriminative: true, intendedSign: correlation > 0 ? 1 : -1 };
  });
  return {
    alpha: settings.method === 'ANCHORED' || strongest === 0 ? null : alphaOf(strongest, settings),
    values: mapTiers((tier) => tiers[tier].value),
    tiers,
  };
}

/** Absolute correlation of a discriminative tier; 0 for any other tier. */
function discriminativeStrength(correlation: number | null, delta: number): number {
  return correlation !== null && Math.abs(correlation) > delta ? Math.abs(correlation) : 0;
}

function alphaOf(strongest: number, settings: ProposalSettings): number {
  return settings.alpha === 'auto' ? 1 / strongest : settings.alpha;
}

function zero(correlation: number | null, settings: ProposalSettings): TierDecision {
  const statistic = STATISTIC_NAMES[settings.statistic];
  const reason =
    correlation === null
      ? `${statistic} is undefined, because presence or outcome is constant${
          settings.statistic === 'WITHIN_TASK' ? ' within every task' : ''
        }: no evidence, set to 0`
      : `${statistic} ${roundForReader(correlation)} is within delta ${roundForReader(settings.delta)}: not discriminative, set to 0`;
  return { value: 0, action: 'ZERO', reason };
}

function scale(correlation: number, strongest: number, settings: ProposalSettings): TierDecision {
  // Dividing makes the strongest tier's value exactly 1; multiplying by the rounded alpha would not.
  const value = settings.alpha === 'auto' ? correlation / strongest : settings.alpha * correlation;
  const alpha = roundForReader(alphaOf(strongest, settings));
  return {
    value,
    action: 'SCALE',
    reason: `${beyondDelta(correlation, settings)}: alpha ${alpha} x ${roundForReader(correlation)} = ${roundForReader(value)}`,
  };
}

function anchor(tier: Tier, correlation: number, settings: ProposalSettings): TierDecision {
  const intuitive = settings.anchor.values[tier];
  const evidence = beyondDelta(correlation, settings);
  if (intuitive === 0) {
    return {
      value: 0,
      action: 'KEEP',
      reason: `${evidence}, but the intuitive value 0 has no sign to keep or flip: kept at 0, evidence ignored`,
    };
  }
  if (intuitive > 0 === correlation > 0) {
    return {
      value: intuitive,
      action: 'KEEP',
      reason: `${evidence} and agrees in sign with the intuitive value ${roundForReader(intuitive)}: kept`,
    };
  }
  return {
    value: -intuitive,
    action: 'FLIP',
    reason: `${evidence} and contradicts the intuitive value ${roundForReader(intuitive)}: flipped to ${roundForReader(-intuitive)}`,
  };
}

function beyondDelta(correlation: number, settings: ProposalSettings): string {
  return `${STATISTIC_NAMES[settings.statistic]} ${roundForReader(correlation)} is beyond delta ${roundForReader(settings.delta)}`;
}

/** Notes in the reason that `turnReward` ignores the score of a SOFT_MATCH value below 0. */
function noteIgnoredScore(tier: Tier, decision: TierDecision): TierDecision {
  if (tier !== 'SOFT_MATCH' || decision.value >= 0) return decision;
  return {
    ...decision,
    reason: `${decision.reason}; the score is ignored because the value is below 0, as better matches would otherwise lose more`,
  };
}
