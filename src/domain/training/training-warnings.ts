import { TIERS, type Tier } from '../classification/tier';
import { real, whole } from '../settings/setting';
import { defaultsOf, type SettingsOf } from '../settings/settings-of';
import { pearson } from '../statistics/association/pearson';
import type { UpdateMetrics } from './update-metrics';
import { meanOf } from '../statistics/numeric/mean';

/** Problems of a training run that raise no error. */
export const TRAINING_WARNINGS = [
  'REWARD_HACKING',
  'POWER_DRIFT',
  'TURN_GROWTH',
  'DEAD_GROUPS',
  'KL_OUT_OF_RANGE',
  'MISMATCHES',
] as const;
export type TrainingWarningKind = (typeof TRAINING_WARNINGS)[number];

/** A warning; its message contains the figures. */
export type TrainingWarning = {
  readonly kind: TrainingWarningKind;
  readonly update: number;
  /** The tier concerned; null when the warning concerns the run. */
  readonly tier: Tier | null;
  readonly message: string;
};

/** Thresholds of the warnings. */
export const WARNING_SETTINGS = {
  window: whole('Window of the trend tests, in updates; there are no warnings before it is full', {
    min: 4,
    max: 20,
    default: 10,
  }),
  trend: real(
    'REWARD_HACKING: min absolute correlation with time for the reward of a tier to count as rising and the pass rate as falling',
    { min: 0, max: 1, default: 0.6 },
  ),
  turnGrowth: real('TURN_GROWTH: max ratio of turns per rollout to that of the first updates', {
    min: 1,
    max: 100,
    default: 1.5,
  }),
  deadGroupShare: real('DEAD_GROUPS: max mean share of dead groups in the window', {
    min: 0,
    max: 1,
    default: 0.7,
  }),
  maxKl: real('KL_OUT_OF_RANGE: max divergence from the policy that the run started from', {
    min: 0,
    max: 100,
    unit: 'nats per turn',
    default: 0.5,
  }),
} as const;
export type WarningSettings = SettingsOf<typeof WARNING_SETTINGS>;

export const DEFAULT_WARNING_SETTINGS: WarningSettings = defaultsOf(WARNING_SETTINGS);

/** Two-sided 95 % point of the normal distribution. */
const NORMAL_95 = 1.959963984540054;

/**
 * Warnings raised by the newest update.
 *
 * @param history metrics of the updates so far, oldest first, the newest last
 * @returns none before a window is full, except KL_OUT_OF_RANGE and MISMATCHES, which need one update. The caller
 *   decides how often to repeat a warning
 */
export function findTrainingWarnings(
  history: readonly UpdateMetrics[],
  settings: WarningSettings = DEFAULT_WARNING_SETTINGS,
): TrainingWarning[] {
  const newest = history.at(-1);
  if (newest === undefined) return [];
  const window = history.slice(-settings.window);
  const first = history.slice(0, settings.window);
  const trends =
    window.length < settings.window
      ? []
      : [
          ...findRewardHacking(window, settings),
          ...findPowerDrift(window, first),
          ...findTurnGrowth(window, first, settings),
          ...findDeadGroups(window, settings),
        ];
  return [...trends, ...findKl(newest, settings), ...findMismatches(newest, history.at(-2))];
}

function findRewardHacking(window: readonly UpdateMetrics[], { trend }: WarningSettings): TrainingWarning[] {
  const passTrend = trendOf(window.map(({ passRate }) => passRate));
  if (passTrend === null || passTrend > -trend) return [];
  return TIERS.flatMap((tier) => {
    const rewards = window.map(({ rewardByTier }) => rewardByTier[tier]);
    const rewardTrend = trendOf(rewards);
    if (rewardTrend === null || rewardTrend < trend) return [];
    const message =
      `reward of ${tier} rose from ${show(rewards[0])} to ${show(rewards.at(-1))} per rollout over ${window.length} updates ` +
      `while the pass rate fell from ${show(window[0]!.passRate)} to ${show(window.at(-1)!.passRate)}`;
    return [warn('REWARD_HACKING', window, { tier, message })];
  });
}

/** Outside the 95 % interval (Fisher's z over the updates of the first window) of its initial value. */
function findPowerDrift(window: readonly UpdateMetrics[], first: readonly UpdateMetrics[]): TrainingWarning[] {
  if (window[0]!.update <= first.at(-1)!.update) return [];
  return TIERS.flatMap((tier) => {
    const before = numbers(first.map(({ powerByTier }) => powerByTier[tier]));
    const now = numbers(window.map(({ powerByTier }) => powerByTier[tier]));
    if (before.length < 4 || now.length < 4) return [];
    const mean = meanOf(before);
    const margin = NORMAL_95 * standardDeviation(before) * Math.sqrt(1 / before.length + 1 / now.length);
    const current = meanOf(now);
    if (Math.abs(current - mean) <= margin) return [];
    const message = `discriminative power of ${tier} is ${show(current)}, outside ${show(mean - margin)} to ${show(mean + margin)} of the first ${before.length} updates`;
    return [warn('POWER_DRIFT', window, { tier, message })];
  });
}

function findTurnGrowth(
  window: readonly UpdateMetrics[],
  first: readonly UpdateMetrics[],
  { turnGrowth }: WarningSettings,
): TrainingWarning[] {
  const before = numbers(first.map(({ turnsPerRollout }) => turnsPerRollout));
  const now = numbers(window.map(({ turnsPerRollout }) => turnsPerRollout));
  if (before.length === 0 || now.length === 0 || meanOf(now) <= turnGrowth * meanOf(before)) return [];
  const message = `rollouts take ${show(meanOf(now))} turns on average, more than ${turnGrowth} times the ${show(meanOf(before))} of the first ${before.length} updates`;
  return [warn('TURN_GROWTH', window, { tier: null, message })];
}

function findDeadGroups(window: readonly UpdateMetrics[], { deadGroupShare }: WarningSettings): TrainingWarning[] {
  const shares = window.filter(({ groups }) => groups > 0).map(({ deadGroups, groups }) => deadGroups / groups);
  if (shares.length === 0 || meanOf(shares) <= deadGroupShare) return [];
  const message = `${show(100 * meanOf(shares))} % of the groups carry no signal, above the limit of ${show(100 * deadGroupShare)} %`;
  return [warn('DEAD_GROUPS', window, { tier: null, message })];
}

function findKl(newest: UpdateMetrics, { maxKl }: WarningSettings): TrainingWarning[] {
  if (newest.kl === null || newest.kl <= maxKl) return [];
  const message = `the policy is ${show(newest.kl)} nats per turn from its reference, above the limit of ${maxKl}`;
  return [warn('KL_OUT_OF_RANGE', [newest], { tier: null, message })];
}

function findMismatches(newest: UpdateMetrics, previous: UpdateMetrics | undefined): TrainingWarning[] {
  const now = newest.mismatches ?? 0;
  const before = previous?.mismatches ?? 0;
  if (now <= before) return [];
  const message = `${now} tiers have a mean advantage of the wrong sign, up from ${before} in the previous update`;
  return [warn('MISMATCHES', [newest], { tier: null, message })];
}

function warn(
  kind: TrainingWarningKind,
  window: readonly UpdateMetrics[],
  about: Pick<TrainingWarning, 'tier' | 'message'>,
): TrainingWarning {
  return { kind, update: window.at(-1)!.update, ...about };
}

/** Correlation of a series with time, -1 to 1; null when it has a gap or is constant. */
function trendOf(series: readonly (number | null)[]): number | null {
  const known = numbers(series);
  if (known.length < series.length) return null;
  return pearson(Float64Array.from(known.keys()), Float64Array.from(known));
}

function numbers(series: readonly (number | null)[]): number[] {
  return series.filter((value) => value !== null);
}

function standardDeviation(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function show(value: number | null | undefined): string {
  return value === null || value === undefined ? 'unknown' : String(Number(value.toPrecision(3)));
}
