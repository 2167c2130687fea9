import { wilsonInterval } from '../domain/statistics/wilson-interval';
import type { UpdateMetrics } from '../domain/training/update-metrics';
import type { AssessedGroups } from './assess-groups';
import type { CollectedGroup } from './collected-rollout';
import type { UpdateLosses } from './learn-from-groups';

/** What an update came to. */
export type MeasuredUpdate = {
  readonly update: number;
  readonly collected: readonly CollectedGroup[];
  readonly assessed: AssessedGroups;
  readonly losses: UpdateLosses | null;
};

/** The figures of an update; null where there is nothing to compute one from. */
export function measureUpdate({ update, collected, assessed, losses }: MeasuredUpdate): UpdateMetrics {
  const { audit } = assessed;
  const rollouts = collected.flat();
  const scored = assessed.groups.flat();
  const passed = scored.filter(({ rollout }) => rollout.reward === 1).length;
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
    rewardByTier: assessed.rewardByTier,
    powerByTier: assessed.powerByTier,
    turnsPerRollout: scored.length === 0 ? null : turns / scored.length,
    groups: collected.length,
    deadGroups: audit.deadGroups,
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
