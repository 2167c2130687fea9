import { isSolved } from '../domain/evaluation/is-solved';
import { wilsonInterval } from '../domain/statistics/intervals/wilson-interval';
import type { UpdateMetrics } from '../domain/training/update-metrics';
import type { AssessedGroups, ObservedGroups } from './assess-groups';
import type { CollectedGroup } from './collected-rollout';
import type { UpdateLosses } from './learn-from-groups';

/** Results of an update. */
export type MeasuredUpdate = {
  readonly update: number;
  /** All collected groups, including replaced groups without signal. */
  readonly played: readonly CollectedGroup[];
  /** Tier evidence from all of them. */
  readonly observed: ObservedGroups;
  /** The groups trained on. */
  readonly assessed: AssessedGroups;
  readonly losses: UpdateLosses | null;
};

/**
 * Computes the metrics of an update; null where there is no data. Figures of outcomes, turns and tiers cover all
 * collected groups: the groups kept for their signal are a biased sample.
 */
export function measureUpdate({ update, played, observed, assessed, losses }: MeasuredUpdate): UpdateMetrics {
  const { audit } = assessed;
  const rollouts = played.flat();
  const scored = observed.groups.flat();
  const passed = scored.filter(({ rollout }) => isSolved(rollout.reward!)).length;
  const replaced = played.length - assessed.groups.length;
  const unscored = assessed.groups.filter((group) => group.length === 0).length;
  const interval = wilsonInterval({ trials: scored.length, successes: passed }, 0.95);
  const turns = scored.reduce((sum, { rollout }) => sum + rollout.turns.length, 0);
  return {
    update,
    rollouts: rollouts.length,
    scored: scored.length,
    truncated: scored.filter(({ rollout }) => rollout.isTruncated).length,
    leftOut: rollouts.length - scored.length,
    passRate: scored.length === 0 ? null : passed / scored.length,
    passRateLow: interval?.low ?? null,
    passRateHigh: interval?.high ?? null,
    rewardByTier: observed.rewardByTier,
    powerByTier: observed.powerByTier,
    turnsPerRollout: scored.length === 0 ? null : turns / scored.length,
    groups: played.length,
    deadGroups: audit.deadGroups + unscored + replaced,
    mismatches: audit.mismatches,
    advantageOutcomeCorrelation: audit.outcomeCorrelation,
    stoppingBias: audit.estimatedStoppingBias,
    kl: losses?.kl ?? null,
    entropy: losses?.entropy ?? null,
    clipShare: losses?.clipShare ?? null,
    gradientNorm: losses?.gradientNorm ?? null,
    policyLoss: losses?.policyLoss ?? null,
    valueLoss: losses?.valueLoss ?? null,
  };
}
