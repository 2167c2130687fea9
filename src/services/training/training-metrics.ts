import { type PerTier, TIERS } from '../../domain/classification/tier';
import { wilsonInterval } from '../../domain/statistics/intervals/wilson-interval';
import type { PhaseTimes, UpdateMetrics } from '../../domain/training/update-metrics';
import type { MetricValues } from '../../persistence/stores/training/training-metric-store';
import type { Demonstrations } from '../../training/imitation/collect-demonstrations';
import type { EpochMetrics } from '../../training/imitation/imitate';

/** Unit of a metric. A share is in 0 to 1, a correlation in -1 to 1; a number has no unit. */
export type MetricUnit = 'count' | 'share' | 'correlation' | 'reward' | 'nats' | 'ms' | 'per second' | 'number';

/** A metric as shown to users. Names are stored, so they must never change. */
export type MetricText = {
  /** `NAME.TIER` stands for one metric per tier. */
  readonly name: string;
  readonly unit: MetricUnit;
  readonly description: string;
};

type Metric<Source> = MetricText &
  (
    | { readonly read: (source: Source) => number | null | undefined }
    | { readonly readTiers: (source: Source) => PerTier<number | null> }
  );

/** One update of reinforcement learning. */
export type MeasuredStep = {
  readonly metrics: UpdateMetrics;
  readonly times: PhaseTimes;
  /** Groups requested from other workers and not delivered in time; absent if the run is not spread over workers. */
  readonly missingGroups?: number;
};

/** Number of conversations attempted in an evaluation, of SCORED ones, and of passed ones. */
export type PassCounts = { readonly passed: number; readonly scored: number; readonly attempted: number };

/** Metrics of an update of reinforcement learning. */
export const UPDATE_METRICS: readonly Metric<MeasuredStep>[] = [
  {
    name: 'rollouts',
    unit: 'count',
    description: 'Rollouts played, including those in replaced dead groups.',
    read: ({ metrics }) => metrics.rollouts,
  },
  { name: 'scored', unit: 'count', description: 'SCORED rollouts.', read: ({ metrics }) => metrics.scored },
  {
    name: 'truncated',
    unit: 'count',
    description: 'SCORED rollouts truncated by the turn limit.',
    read: ({ metrics }) => metrics.truncated,
  },
  {
    name: 'leftOut',
    unit: 'count',
    description: 'Rollouts that are not SCORED (infrastructure, simulator, deadline). No other metric uses them.',
    read: ({ metrics }) => metrics.leftOut,
  },
  {
    name: 'passRate',
    unit: 'share',
    description: 'Share of SCORED rollouts that pass.',
    read: ({ metrics }) => metrics.passRate,
  },
  {
    name: 'passRateLow',
    unit: 'share',
    description:
      'Lower bound of the 95 % Wilson interval of `passRate`. The interval treats rollouts of one task as ' +
      'independent and is therefore too narrow.',
    read: ({ metrics }) => metrics.passRateLow,
  },
  {
    name: 'passRateHigh',
    unit: 'share',
    description: 'Upper bound of that interval.',
    read: ({ metrics }) => metrics.passRateHigh,
  },
  {
    name: 'turnsPerRollout',
    unit: 'number',
    description: 'Mean number of turns per SCORED rollout.',
    read: ({ metrics }) => metrics.turnsPerRollout,
  },
  { name: 'groups', unit: 'count', description: 'Groups played.', read: ({ metrics }) => metrics.groups },
  {
    name: 'deadGroups',
    unit: 'count',
    description: 'Dead groups: all advantages are 0, or no rollout is SCORED. Includes replaced groups.',
    read: ({ metrics }) => metrics.deadGroups,
  },
  {
    name: 'mismatches',
    unit: 'count',
    description: 'Tiers whose mean advantage does not have the sign of their evidence.',
    read: ({ metrics }) => metrics.mismatches,
  },
  {
    name: 'advantageOutcomeCorrelation',
    unit: 'correlation',
    description: 'Correlation over turns between a turn’s advantage and the outcome of its rollout.',
    read: ({ metrics }) => metrics.advantageOutcomeCorrelation,
  },
  {
    name: 'stoppingBias',
    unit: 'reward',
    description:
      'How much a baseline over the rollouts still running favours stopping. Positive if continuing pays off and the ' +
      'baseline hides it.',
    read: ({ metrics }) => metrics.stoppingBias,
  },
  {
    name: 'kl',
    unit: 'nats',
    description:
      'KL divergence from the reference policy per turn (low-variance estimator). Null if nothing was learned.',
    read: ({ metrics }) => metrics.kl,
  },
  {
    name: 'entropy',
    unit: 'nats',
    description: 'Mean entropy of the policy’s choices. Null if nothing was learned.',
    read: ({ metrics }) => metrics.entropy,
  },
  {
    name: 'clipShare',
    unit: 'share',
    description: 'Share of turns with a clipped probability ratio. Null if nothing was learned.',
    read: ({ metrics }) => metrics.clipShare,
  },
  {
    name: 'gradientNorm',
    unit: 'number',
    description: 'Norm of the gradient before clipping, at the last optimizer step. Null if nothing was learned.',
    read: ({ metrics }) => metrics.gradientNorm,
  },
  {
    name: 'policyLoss',
    unit: 'number',
    description: 'Clipped policy-gradient loss. Null if nothing was learned.',
    read: ({ metrics }) => metrics.policyLoss,
  },
  {
    name: 'valueLoss',
    unit: 'number',
    description: 'Loss of the critic. Null without a critic, or if nothing was learned.',
    read: ({ metrics }) => metrics.valueLoss,
  },
  {
    name: 'rewardByTier.TIER',
    unit: 'reward',
    description: 'Sum of the turn rewards of the tier under the current scheme, per SCORED rollout.',
    readTiers: ({ metrics }) => metrics.rewardByTier,
  },
  {
    name: 'powerByTier.TIER',
    unit: 'correlation',
    description: 'Correlation between the tier’s presence and the outcome, within the groups of the update.',
    readTiers: ({ metrics }) => metrics.powerByTier,
  },
  {
    name: 'collectMs',
    unit: 'ms',
    description: 'Wall time of collecting rollouts.',
    read: ({ times }) => times.collectMs,
  },
  {
    name: 'advantageMs',
    unit: 'ms',
    description: 'Wall time of classifying rollouts and computing advantages.',
    read: ({ times }) => times.advantageMs,
  },
  { name: 'learnMs', unit: 'ms', description: 'Wall time of the optimizer steps.', read: ({ times }) => times.learnMs },
  {
    name: 'rolloutsPerSecond',
    unit: 'per second',
    description: 'Rollouts played per second of collection time.',
    read: ({ metrics, times }) => (times.collectMs > 0 ? (1000 * metrics.rollouts) / times.collectMs : null),
  },
  {
    name: 'missingGroups',
    unit: 'count',
    description: 'Groups that other workers did not deliver in time. Only for runs spread over several workers.',
    read: ({ missingGroups }) => missingGroups,
  },
];

/** Metrics of an epoch of behaviour cloning. */
export const EPOCH_METRICS: readonly Metric<EpochMetrics>[] = [
  {
    name: 'loss',
    unit: 'nats',
    description: 'Cross-entropy per decision, before each optimizer step.',
    read: ({ loss }) => loss,
  },
  {
    name: 'entropy',
    unit: 'nats',
    description: 'Mean entropy of the policy’s choices.',
    read: ({ entropy }) => entropy,
  },
  {
    name: 'agreement',
    unit: 'share',
    description: 'Share of decisions in which the most likely candidate is the demonstrated one.',
    read: ({ agreement }) => agreement,
  },
  {
    name: 'heldOutAgreement',
    unit: 'share',
    description: 'The `agreement` on the validation tasks, which are not trained on. Null without validation tasks.',
    read: ({ heldOutAgreement }) => heldOutAgreement,
  },
  {
    name: 'gradientNorm',
    unit: 'number',
    description: 'Norm of the gradient before clipping, at the last optimizer step.',
    read: ({ gradientNorm }) => gradientNorm,
  },
];

/** Metrics of the demonstrations of behaviour cloning, stored at step 0. */
export const DEMONSTRATION_METRICS: readonly Metric<Demonstrations>[] = [
  {
    name: 'demonstrations',
    unit: 'count',
    description: 'Demonstrated decisions.',
    read: ({ demonstrations }) => demonstrations.length,
  },
  {
    name: 'demonstrations.conversations',
    unit: 'count',
    description: 'Number of conversations of the reference agent.',
    read: ({ conversations }) => conversations,
  },
  {
    name: 'demonstrations.passRate',
    unit: 'share',
    description: 'Share of these conversations that pass.',
    read: ({ conversations, passed }) => (conversations === 0 ? null : passed / conversations),
  },
  {
    name: 'demonstrations.uncovered',
    unit: 'count',
    description: 'Decisions skipped because the demonstrated action is not among the candidates.',
    read: ({ uncovered }) => uncovered,
  },
];

/** Metrics of an evaluation on the validation tasks while training. */
export const VALIDATION_METRICS: readonly Metric<PassCounts>[] = [
  {
    name: 'validation.passRate',
    unit: 'share',
    description: 'Share of SCORED validation rollouts that pass.',
    read: ({ passed, scored }) => (scored === 0 ? null : passed / scored),
  },
  {
    name: 'validation.passRateLow',
    unit: 'share',
    description:
      'Lower bound of the 95 % Wilson interval of `validation.passRate`. The interval treats trials of one task as ' +
      'independent and is too narrow with several trials.',
    read: (counts) => intervalOf(counts)?.low ?? null,
  },
  {
    name: 'validation.passRateHigh',
    unit: 'share',
    description: 'Upper bound of that interval.',
    read: (counts) => intervalOf(counts)?.high ?? null,
  },
  {
    name: 'validation.scored',
    unit: 'count',
    description: 'SCORED validation rollouts.',
    read: ({ scored }) => scored,
  },
  {
    name: 'validation.attempted',
    unit: 'count',
    description: 'Validation rollouts attempted.',
    read: ({ attempted }) => attempted,
  },
];

/** All metrics written by Turnwise's own runs, grouped by source, as shown in documentation and schema. */
export const TRAINING_METRICS: readonly { readonly title: string; readonly metrics: readonly MetricText[] }[] = [
  { title: 'Reinforcement learning, each update', metrics: UPDATE_METRICS },
  { title: 'Validation while training', metrics: VALIDATION_METRICS },
  { title: 'Behaviour cloning, each epoch', metrics: EPOCH_METRICS },
  { title: 'Behaviour cloning, demonstrations (step 0)', metrics: DEMONSTRATION_METRICS },
];

/** One metric as a line of Markdown. */
export function describeMetric({ name, unit, description }: MetricText): string {
  return `- \`${name}\` (${unit}): ${description}`;
}

/** The values of a step by their stored names, without metrics that the step does not have. */
export function metricValues<Source>(metrics: readonly Metric<Source>[], source: Source): MetricValues {
  return Object.fromEntries(
    metrics.flatMap((metric): (readonly [string, number | null])[] => {
      if ('readTiers' in metric) {
        const values = metric.readTiers(source);
        return TIERS.map((tier) => [metric.name.replace(/TIER$/, tier), values[tier]]);
      }
      const value = metric.read(source);
      return value === undefined ? [] : [[metric.name, value]];
    }),
  );
}

function intervalOf({ scored, passed }: PassCounts): ReturnType<typeof wilsonInterval> {
  return wilsonInterval({ trials: scored, successes: passed }, 0.95);
}
