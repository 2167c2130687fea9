import { TIERS } from '../../domain/classification/tier';
import type { PhaseTimes, UpdateMetrics } from '../../domain/training/update-metrics';
import { wilsonInterval } from '../../domain/statistics/intervals/wilson-interval';
import type { MetricValues } from '../../persistence/stores/training/training-metric-store';
import type { EpochMetrics } from '../../training/imitation/imitate';

/**
 * The figures of an update by the names under which they are stored: those of `UpdateMetrics`, tier by tier with the tier
 * after a point, the phases' times, and `rolloutsPerSecond` while collecting.
 */
export function toUpdateValues(metrics: UpdateMetrics, times: PhaseTimes): MetricValues {
  const { rewardByTier, powerByTier } = metrics;
  const figures = Object.entries(metrics).filter(
    (entry): entry is [string, number | null] =>
      entry[0] !== 'update' && (entry[1] === null || typeof entry[1] === 'number'),
  );
  return {
    ...Object.fromEntries(figures),
    ...Object.fromEntries(TIERS.map((tier) => [`rewardByTier.${tier}`, rewardByTier[tier]])),
    ...Object.fromEntries(TIERS.map((tier) => [`powerByTier.${tier}`, powerByTier[tier]])),
    ...times,
    rolloutsPerSecond: times.collectMs > 0 ? (1000 * metrics.rollouts) / times.collectMs : null,
  };
}

/** The figures of an epoch of imitation by the names under which they are stored. */
export function toEpochValues(metrics: EpochMetrics): MetricValues {
  const { loss, entropy, agreement, heldOutAgreement, gradientNorm } = metrics;
  return { loss, entropy, agreement, heldOutAgreement, gradientNorm };
}

/** How many conversations an evaluation attempted, how many of them were SCORED, and how many of those passed. */
export type PassCounts = { readonly passed: number; readonly scored: number; readonly attempted: number };

/** The figures of an evaluation. The interval takes trials of one task for independent, so it is too short with several. */
export function toValidationValues({ passed, scored, attempted }: PassCounts): MetricValues {
  const interval = wilsonInterval({ trials: scored, successes: passed }, 0.95);
  return {
    'validation.passRate': scored === 0 ? null : passed / scored,
    'validation.passRateLow': interval?.low ?? null,
    'validation.passRateHigh': interval?.high ?? null,
    'validation.scored': scored,
    'validation.attempted': attempted,
  };
}
