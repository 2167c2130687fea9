import { type PerTier, TIERS } from '../../domain/classification/tier';
import { wilsonInterval } from '../../domain/statistics/intervals/wilson-interval';
import type { PhaseTimes, UpdateMetrics } from '../../domain/training/update-metrics';
import type { MetricValues } from '../../persistence/stores/training/training-metric-store';
import type { Demonstrations } from '../../training/imitation/collect-demonstrations';
import type { EpochMetrics } from '../../training/imitation/imitate';

/** What a metric is measured in. A share lies in 0 to 1, a correlation in -1 to 1; a number has no unit. */
export type MetricUnit = 'count' | 'share' | 'correlation' | 'reward' | 'nats' | 'ms' | 'per second' | 'number';

/** A metric as users know it. Names are stored, so none is ever renamed. */
export type MetricText = {
  /** `NAME.TIER` stands for one metric for each tier. */
  readonly name: string;
  readonly unit: MetricUnit;
  readonly description: string;
};

type Metric<Source> = MetricText &
  (
    | { readonly read: (source: Source) => number | null | undefined }
    | { readonly readTiers: (source: Source) => PerTier<number | null> }
  );

/** An update of reinforcement learning. */
export type MeasuredStep = {
  readonly metrics: UpdateMetrics;
  readonly times: PhaseTimes;
  /** Groups that other workers were asked for and did not deliver in time; absent when the run is not spread over workers. */
  readonly missingGroups?: number;
};

/** How many conversations an evaluation attempted, how many of them were SCORED, and how many of those passed. */
export type PassCounts = { readonly passed: number; readonly scored: number; readonly attempted: number };

/** Metrics of an update of reinforcement learning. */
export const UPDATE_METRICS: readonly Metric<MeasuredStep>[] = [
  {
    name: 'rollouts',
    unit: 'count',
    description: 'Rollouts played, including those in groups that were replaced for lack of signal.',
    read: ({ metrics }) => metrics.rollouts,
  },
  { name: 'scored', unit: 'count', description: 'Rollouts that are SCORED.', read: ({ metrics }) => metrics.scored },
  {
    name: 'truncated',
    unit: 'count',
    description: 'SCORED rollouts that the turn limit cut off.',
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
      'Lower end of the 95 % Wilson interval of `passRate`. It treats rollouts of one task as independent and is therefore too short.',
    read: ({ metrics }) => metrics.passRateLow,
  },
  {
    name: 'passRateHigh',
    unit: 'share',
    description: 'Upper end of that interval.',
    read: ({ metrics }) => metrics.passRateHigh,
  },
  {
    name: 'turnsPerRollout',
    unit: 'number',
    description: 'Mean number of turns of a SCORED rollout.',
    read: ({ metrics }) => metrics.turnsPerRollout,
  },
  { name: 'groups', unit: 'count', description: 'Groups played.', read: ({ metrics }) => metrics.groups },
  {
    name: 'deadGroups',
    unit: 'count',
    description: 'Groups without signal: every advantage is 0, or no rollout is SCORED. Replaced groups count.',
    read: ({ metrics }) => metrics.deadGroups,
  },
  {
    name: 'mismatches',
    unit: 'count',
    description: 'Tiers whose mean advantage does not have the sign that the evidence calls for.',
    read: ({ metrics }) => metrics.mismatches,
  },
  {
    name: 'advantageOutcomeCorrelation',
    unit: 'correlation',
    description: 'Correlation of a turn’s advantage with the outcome of its rollout.',
    read: ({ metrics }) => metrics.advantageOutcomeCorrelation,
  },
  {
    name: 'stoppingBias',
    unit: 'reward',
    description:
      'How much a baseline over the rollouts still running favours stopping: above 0 when going on pays and the baseline hides it.',
    read: ({ metrics }) => metrics.stoppingBias,
  },
  {
    name: 'kl',
    unit: 'nats',
    description:
      'Divergence from the reference policy per turn (low-variance estimate). Null when nothing was learned.',
    read: ({ metrics }) => metrics.kl,
  },
  {
    name: 'entropy',
    unit: 'nats',
    description: 'Mean entropy of the policy’s choices. Null when nothing was learned.',
    read: ({ metrics }) => metrics.entropy,
  },
  {
    name: 'clipShare',
    unit: 'share',
    description: 'Share of turns whose probability ratio was clipped. Null when nothing was learned.',
    read: ({ metrics }) => metrics.clipShare,
  },
  {
    name: 'gradientNorm',
    unit: 'number',
    description: 'Norm of the gradient before clipping, at the last step. Null when nothing was learned.',
    read: ({ metrics }) => metrics.gradientNorm,
  },
  {
    name: 'policyLoss',
    unit: 'number',
    description: 'Clipped policy-gradient loss. Null when nothing was learned.',
    read: ({ metrics }) => metrics.policyLoss,
  },
  {
    name: 'valueLoss',
    unit: 'number',
    description: 'Loss of the critic. Null without a critic, or when nothing was learned.',
    read: ({ metrics }) => metrics.valueLoss,
  },
  {
    name: 'rewardByTier.TIER',
    unit: 'reward',
    description: 'Turn rewards of the tier under the scheme in use, summed, per SCORED rollout.',
    readTiers: ({ metrics }) => metrics.rewardByTier,
  },
  {
    name: 'powerByTier.TIER',
    unit: 'correlation',
    description: 'Correlation of the tier’s presence with the outcome within the groups of the update.',
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
  { name: 'learnMs', unit: 'ms', description: 'Wall time of learning.', read: ({ times }) => times.learnMs },
  {
    name: 'rolloutsPerSecond',
    unit: 'per second',
    description: 'Rollouts played per second of collecting.',
    read: ({ metrics, times }) => (times.collectMs > 0 ? (1000 * metrics.rollouts) / times.collectMs : null),
  },
  {
    name: 'missingGroups',
    unit: 'count',
    description: 'Groups that other workers did not deliver in time. Only for runs spread over workers.',
    read: ({ missingGroups }) => missingGroups,
  },
];

/** Metrics of an epoch of behaviour cloning. */
export const EPOCH_METRICS: readonly Metric<EpochMetrics>[] = [
  {
    name: 'loss',
    unit: 'nats',
    description: 'Cross-entropy per decision, before each step.',
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
    description: 'Share of decisions in which the likeliest candidate is the demonstrated one.',
    read: ({ agreement }) => agreement,
  },
  {
    name: 'heldOutAgreement',
    unit: 'share',
    description: 'The same on validation tasks, which are not learned from. Null without validation tasks.',
    read: ({ heldOutAgreement }) => heldOutAgreement,
  },
  {
    name: 'gradientNorm',
    unit: 'number',
    description: 'Norm of the gradient before clipping, at the last step.',
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
    description: 'Conversations of the reference agent.',
    read: ({ conversations }) => conversations,
  },
  {
    name: 'demonstrations.passRate',
    unit: 'share',
    description: 'Share of those conversations that pass.',
    read: ({ conversations, passed }) => (conversations === 0 ? null : passed / conversations),
  },
  {
    name: 'demonstrations.uncovered',
    unit: 'count',
    description: 'Decisions left out because the demonstrated act is not among the candidates.',
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
      'Lower end of its 95 % Wilson interval. It treats trials of one task as independent and is too short with several.',
    read: (counts) => intervalOf(counts)?.low ?? null,
  },
  {
    name: 'validation.passRateHigh',
    unit: 'share',
    description: 'Upper end of that interval.',
    read: (counts) => intervalOf(counts)?.high ?? null,
  },
  {
    name: 'validation.scored',
    unit: 'count',
    description: 'Validation rollouts that are SCORED.',
    read: ({ scored }) => scored,
  },
  {
    name: 'validation.attempted',
    unit: 'count',
    description: 'Validation rollouts attempted.',
    read: ({ attempted }) => attempted,
  },
];

/** Every metric that a run of ours writes, with where it comes from: what documentation and schema show. */
export const TRAINING_METRICS: readonly { readonly title: string; readonly metrics: readonly MetricText[] }[] = [
  { title: 'Reinforcement learning, each update', metrics: UPDATE_METRICS },
  { title: 'Validation while training', metrics: VALIDATION_METRICS },
  { title: 'Behaviour cloning, each epoch', metrics: EPOCH_METRICS },
  { title: 'Behaviour cloning, demonstrations (step 0)', metrics: DEMONSTRATION_METRICS },
];

/** A metric in one line of Markdown. */
export function describeMetric({ name, unit, description }: MetricText): string {
  return `- \`${name}\` (${unit}): ${description}`;
}

/** The values of a step by the names under which they are stored; a metric that the step does not have is left out. */
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
