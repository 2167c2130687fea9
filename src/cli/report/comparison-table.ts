import type { ComparisonView, DistributionView, SideView } from '../queries/comparison-query';
import { formatNumber } from './format-number';
import { formatTable } from './plain-table';

/**
 * The same rollouts under two schemes, one row per figure.
 *
 * @param titles of the two schemes
 */
export function formatComparison(comparison: ComparisonView, titles: readonly [string, string]): string {
  const columns = [
    ['', 'left'],
    [titles[0], 'right'],
    [titles[1], 'right'],
  ] as const;
  const figures: readonly (readonly [string, (side: SideView) => string])[] = [
    ['turn reward: mean (min, median, max)', (side) => formatDistribution(side.turnReward)],
    ['mean turn reward per rollout', (side) => formatDistribution(side.rolloutReward)],
    ['its correlation with the outcome', (side) => formatNumber(side.rewardOutcomeCorrelation)],
    ['its discriminative accuracy', (side) => formatNumber(side.discriminativeAccuracy)],
    [`${comparison.estimator} correlation with the outcome`, (side) => formatNumber(side.advantageOutcomeCorrelation)],
    [`${comparison.estimator} dead turns`, (side) => formatNumber(side.deadTurnShare)],
    [`${comparison.estimator} dead groups`, (side) => formatNumber(side.deadGroupShare)],
  ];
  const rows = figures.map(([title, figure]) => [title, figure(comparison.before), figure(comparison.after)]);
  return [
    `The same ${comparison.rolloutCount} rollouts under two schemes:`,
    formatTable(columns, rows),
    `  ${comparison.signFlips} of ${comparison.comparableTurns} turns (${formatNumber(comparison.signFlipShare)}) change the sign of their advantage`,
  ].join('\n');
}

function formatDistribution({ mean, min, median, max }: DistributionView): string {
  const [low, middle, high] = [min, median, max].map((value) => formatNumber(value, 2));
  return `${formatNumber(mean)} (${low!}, ${middle!}, ${high!})`;
}
